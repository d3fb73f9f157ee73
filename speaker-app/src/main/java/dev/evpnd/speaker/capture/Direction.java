package dev.evpnd.speaker.capture;

/// Which side of a TCP connection sent something.
///
/// The client is who sent the SYN. Where that was not captured it is the side that does not use
/// port 179, and where this does not tell either, the side whose packet was captured first.
public enum Direction {
    FROM_CLIENT,
    FROM_SERVER
}
