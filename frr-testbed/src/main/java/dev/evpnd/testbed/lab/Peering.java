package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Seat;

/// Whether the routers of a lab are of one AS.
enum Peering {
    /// They are: the reflector reflects.
    INTERNAL,
    /// Each has an AS of its own: the reflector passes routes on, with the next hops they came
    /// with.
    EXTERNAL;

    private static final long FIRST_AS = 65000;

    /// The AS of a seat.
    long as(Seat seat) {
        return switch (this) {
            case INTERNAL -> FIRST_AS;
            case EXTERNAL -> FIRST_AS + seat.number();
        };
    }
}
