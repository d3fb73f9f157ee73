package dev.evpnd.speaker.show;

/// Which of FRR's tables of routes it is.
public enum RouteTableLayout {
    /// `show bgp l2vpn evpn route`: each path begins with the route and its distinguisher, and the
    /// extended communities have a heading.
    ROUTE,

    /// `show bgp l2vpn evpn`, and what narrows it: the first path alone begins with the route.
    TABLE
}
