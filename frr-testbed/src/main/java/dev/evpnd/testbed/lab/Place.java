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

        /// The last part of the AS that it has for itself where each has one.
        int number() {
            return switch (this) {
                case REFLECTOR -> 0;
                case VTEP1 -> 1;
                case VTEP2 -> 2;
            };
        }

        static Stream<Seat> vteps() {
            return Stream.of(VTEP1, VTEP2);
        }

        /// The seats it has sessions with.
        Stream<Seat> neighbors() {
            return this == REFLECTOR ? vteps() : Stream.of(REFLECTOR);
        }
    }

    /// A host, all of them on one segment.
    enum Guest implements Place {
        HOST1("host1", "3.3.3.3", Seat.VTEP1, "veth1"),
        HOST2("host2", "3.3.3.4", Seat.VTEP2, "veth2");

        private final String text;
        private final String address;
        private final Seat vtep;
        private final String port;

        Guest(String text, String address, Seat vtep, String port) {
            this.text = text;
            this.address = address;
            this.vtep = vtep;
            this.port = port;
        }

        @Override
        public String text() {
            return text;
        }

        String address() {
            return address;
        }

        /// The VTEP that it is behind when the lab is new.
        Seat vtep() {
            return vtep;
        }

        /// The port that it has at the bridge of whichever VTEP it is behind.
        String port() {
            return port;
        }
    }
}
