package dev.evpnd.testbed.peer;

/// Capabilities that most peers tell of.
public enum SessionCapability {
    /// Multiprotocol, L2VPN EVPN: RFC 4760.
    EVPN,
    /// RFC 2918.
    ROUTE_REFRESH,
    /// RFC 7313.
    ENHANCED_ROUTE_REFRESH,
    /// RFC 6793.
    FOUR_OCTET_AS,
    /// RFC 8654.
    EXTENDED_MESSAGE,
    /// RFC 7911, for EVPN.
    ADD_PATH,
    /// RFC 4724.
    GRACEFUL_RESTART,
    /// RFC 9494.
    LONG_LIVED_GRACEFUL_RESTART
}
