package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Seat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a seat shows of the sessions it should have.
///
/// @param seat which
/// @param sessions the state of the session with each neighbour that it knows of
record SeatStatus(Seat seat, Map<String, String> sessions) {
    private static final String UP = "established";

    SeatStatus {
        sessions = Map.copyOf(sessions);
    }

    /// What is not as it should be, in words.
    Stream<String> missing() {
        return seat.neighbors()
                .filter(neighbor -> !stateOf(neighbor).equals(UP))
                .map(
                        neighbor ->
                                "%s has no session with %s (%s)"
                                        .formatted(
                                                seat.text(), neighbor.text(), stateOf(neighbor)));
    }

    /// The states in a line.
    String text() {
        return seat.neighbors()
                .map(neighbor -> neighbor.text() + " " + stateOf(neighbor))
                .collect(Collectors.joining(", "));
    }

    private String stateOf(Seat neighbor) {
        return sessions.getOrDefault(neighbor.address(), "unknown");
    }
}
