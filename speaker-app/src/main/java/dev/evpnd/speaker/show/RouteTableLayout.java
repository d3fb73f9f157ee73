package dev.evpnd.speaker.show;

/// Which of FRR's tables of routes it is.
///
/// @param repeatsNetwork whether each path begins with the route, and not the first alone
/// @param hasDistinguishers whether the distinguisher stands behind it, too
/// @param hasSecondHeading for the extended communities, which are there in any case
public record RouteTableLayout(
        boolean repeatsNetwork, boolean hasDistinguishers, boolean hasSecondHeading) {

    /// `show bgp l2vpn evpn route`.
    public static final RouteTableLayout ROUTE = new RouteTableLayout(true, true, true);

    /// The same of FRR up to 10.5.
    public static final RouteTableLayout ROUTE_BEFORE_10_6 =
            new RouteTableLayout(true, false, true);

    /// `show bgp l2vpn evpn`.
    public static final RouteTableLayout TABLE = new RouteTableLayout(false, false, false);
}
