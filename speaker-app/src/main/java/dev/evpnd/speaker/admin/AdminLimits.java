package dev.evpnd.speaker.admin;

import java.time.Duration;

/// What one who asks, or all of them, may take of a daemon.
///
/// @param connections at a time; one more is told so and closed
/// @param requestOctets of a request, without the end of its line
/// @param idle for which a connection may be there without a request
/// @param stall for which nothing at all of an answer may be taken
record AdminLimits(int connections, int requestOctets, Duration idle, Duration stall) {

    static final AdminLimits DEFAULT =
            new AdminLimits(32, 4096, Duration.ofMinutes(1), Duration.ofMinutes(1));
}
