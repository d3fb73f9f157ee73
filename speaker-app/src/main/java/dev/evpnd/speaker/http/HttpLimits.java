package dev.evpnd.speaker.http;

import java.time.Duration;

/// What one who asks, or all of them, may take of a daemon.
///
/// @param connections at a time; one more is told so and closed
/// @param lineOctets of the first line of a request
/// @param headerOctets of all its other lines
/// @param idle within which a connection has to bring its next request, whole
/// @param stall within which a chunk of an answer has to be taken
/// @param linger for which a connection that is told its end may still send
/// @param stop for which answers under way may take when the server ends
record HttpLimits(
        int connections,
        int lineOctets,
        int headerOctets,
        Duration idle,
        Duration stall,
        Duration linger,
        Duration stop) {

    static final HttpLimits DEFAULT =
            new HttpLimits(
                    64,
                    2048,
                    8192,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));
}
