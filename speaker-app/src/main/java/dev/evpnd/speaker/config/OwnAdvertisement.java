package dev.evpnd.speaker.config;

/// As what the addresses are announced that a VTEP itself has in a bridge domain.
public enum OwnAdvertisement {
    NONE,
    /// As a host that does not move.
    HOST,
    /// As the default gateway of the hosts (RFC 7432 section 10.1).
    DEFAULT_GATEWAY
}
