package dev.evpnd.testbed.lab;

import java.util.stream.Stream;

/// What has a network namespace of its own in the lab.
sealed interface Place {
    /// The bridge that all routers are on.
    Place UNDERLAY = new Underlay();

    /// The name by which a person says which.
    String text();

    static Stream<Place> all() {
        return Stream.of(Stream.of(UNDERLAY), Stream.of(Seat.values()), Stream.of(Guest.values()))
                .flatMap(each -> each);
    }

    /// The bridge itself.
    record Underlay() implements Place {
        @Override
        public String text() {
            return "underlay";
        }
    }

    /// A router, which some software is chosen for.
    enum Seat implements Place {
        REFLECTOR("reflector", "192.168.33.12"),
        VTEP1("vtep1", "192.168.33.15"),
        VTEP2("vtep2", "192.168.33.16");

        private final String text;
        private final String address;

        Seat(String text, String address) {
            this.text = text;
            this.address = address;
        }

        @Override
        public String text() {
            return text;
        }

        String address() {
            return address;
        }

        /// The seats it has sessions with.
        Stream<Seat> neighbors() {
            return this == REFLECTOR ? Stream.of(VTEP1, VTEP2) : Stream.of(REFLECTOR);
        }
    }

    /// A host behind a VTEP, all of them on one segment.
    enum Guest implements Place {
        HOST1("host1", "3.3.3.3", Seat.VTEP1),
        HOST2("host2", "3.3.3.4", Seat.VTEP2);

        private final String text;
        private final String address;
        private final Seat vtep;

        Guest(String text, String address, Seat vtep) {
            this.text = text;
            this.address = address;
            this.vtep = vtep;
        }

        @Override
        public String text() {
            return text;
        }

        String address() {
            return address;
        }

        Seat vtep() {
            return vtep;
        }
    }
}
