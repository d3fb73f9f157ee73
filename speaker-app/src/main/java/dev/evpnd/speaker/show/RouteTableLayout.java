package dev.evpnd.speaker.show;

/// Which of FRR's tables of routes it is.
public enum RouteTableLayout {
    /// `show bgp l2vpn evpn route`: each path begins with the route and its distinguisher, and the
    /// extended communities have a heading.
    ROUTE,

    /// `show bgp l2vpn evpn route json brief`: how many paths each route has, and no more of them.
    BRIEF,

    /// `show bgp l2vpn evpn`, and what narrows it: the first path alone begins with the route.
    TABLE,

    /// No table: each route is an object by itself, with what it has in `ROUTE`, but for its paths,
    /// which are in one array.
    APART,

    /// `show bgp l2vpn evpn route vni N`: no distinguisher, and each path begins with its route; in
    /// JSON all paths of an IP address are one route's.
    INSTANCE_IPS,

    /// The MAC table of `show bgp vni N`: the same, and in JSON all paths of a MAC address are one
    /// route's.
    INSTANCE_MACS;

    /// Whether it is of the routes of an instance.
    boolean isOfInstance() {
        return this == INSTANCE_IPS || this == INSTANCE_MACS;
    }
}
