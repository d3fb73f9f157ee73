package dev.evpnd.testbed.bench;

/// How a hardship is played.
///
/// @param hardship which
/// @param run with how many clients and routes, as text
/// @param seconds how long
/// @param rate how many changes each sender makes in a second
/// @param probes how many changes in a second are timed
/// @param slow how many receivers read slowly, where some do
/// @param slowRate how many octets each of these reads in a second
/// @param buffers in KiB, what a socket and evpnd's log of a group have room for; 0 where that is
///   left to the system and to evpnd
/// @param seed what the random changes are drawn from
record StressPlan(
        Hardship hardship,
        String run,
        int seconds,
        int rate,
        int probes,
        int slow,
        int slowRate,
        int buffers,
        long seed) {

    StressPlan {
        var sizes = Run.parse(run);
        if (sizes.routes() < 2) {
            throw new IllegalArgumentException(
                    "a sender needs a route that flaps and one that is timed: " + run);
        }
        if (hardship == Hardship.SLOW && slow >= sizes.receivers()) {
            throw new IllegalArgumentException(
                    slow + " slow ones leave no healthy receiver: " + run);
        }
    }

    Run sizes() {
        return Run.parse(run);
    }

    boolean hasBuffers() {
        return buffers > 0;
    }

    /// The first receivers are the slow ones.
    boolean isSlow(int client) {
        int senders = sizes().senders();
        return hardship == Hardship.SLOW && client >= senders && client < senders + slow;
    }
}
