package dev.evpnd.rib.instance;

/// What becomes of broadcast, unknown unicast and multicast frames of a bridge domain.
public enum Flooding {
    /// A copy for each VTEP of the flood list, and a route of type 3 that asks the others for
    /// theirs (RFC 8365 section 5.1.3).
    HEAD_END_REPLICATION,

    /// Neither is sent.
    DISABLED
}
