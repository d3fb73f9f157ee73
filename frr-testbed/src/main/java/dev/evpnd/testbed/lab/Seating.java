package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Seat;

import java.util.Arrays;
import java.util.stream.Stream;

/// What takes which seat.
///
/// @param reflector what reflects
/// @param vtep1 the VTEP of the first host
/// @param vtep2 the VTEP of the second host
/// @param peering whether they are of one AS
record Seating(Software reflector, Software vtep1, Software vtep2, Peering peering) {

    Software of(Seat seat) {
        return switch (seat) {
            case REFLECTOR -> reflector;
            case VTEP1 -> vtep1;
            case VTEP2 -> vtep2;
        };
    }

    Stream<Software> all() {
        return Arrays.stream(Seat.values()).map(this::of);
    }

    /// The seats whose software cannot take them.
    Stream<Seat> impossible() {
        return Arrays.stream(Seat.values()).filter(seat -> !Software.of(seat).contains(of(seat)));
    }
}
