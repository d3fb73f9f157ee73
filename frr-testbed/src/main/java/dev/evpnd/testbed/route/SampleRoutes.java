package dev.evpnd.testbed.route;

import java.util.List;

/// One route of each type and kind, for a peer at `198.51.100.2` to announce: together they have
/// every field that a route can have.
public final class SampleRoutes {
    private static final String RD = "198.51.100.2:2";

    /// The segment of those that have one.
    public static final String SEGMENT = "00:11:22:33:44:55:66:77:88:99";

    private static final String RT = "rt:65000:100";
    private static final String VXLAN = "encapsulation:8";

    /// Type 1 for a segment, with its ESI Label.
    public static final EvpnRoute PER_SEGMENT =
            EvpnRoute.of(
                    EvpnKey.autoDiscovery("198.51.100.2:1", 4294967295L, SEGMENT),
                    List.of(0L),
                    RT,
                    VXLAN,
                    "esi-label:100:all-active");

    /// Type 1 for an instance.
    public static final EvpnRoute PER_INSTANCE =
            EvpnRoute.of(EvpnKey.autoDiscovery(RD, 0, SEGMENT), List.of(100L), RT, VXLAN);

    /// Type 2 without an IP address.
    public static final EvpnRoute MAC =
            EvpnRoute.of(EvpnKey.macIp(RD, 0, "02:00:00:00:02:01", null), List.of(100L), RT, VXLAN);

    /// Type 2 with an IPv4 address, two labels and a segment.
    public static final EvpnRoute MAC_IPV4 =
            EvpnRoute.of(
                            EvpnKey.macIp(RD, 0, "02:00:00:00:02:02", "192.0.2.22"),
                            List.of(100L, 200L),
                            RT,
                            "rt:65000:200",
                            VXLAN,
                            "router-mac:02:00:00:00:ff:02")
                    .onSegment(SEGMENT);

    /// Type 2 with an IPv6 address.
    public static final EvpnRoute MAC_IPV6 =
            EvpnRoute.of(
                    EvpnKey.macIp(RD, 0, "02:00:00:00:02:03", "2001:db8:2::23"),
                    List.of(100L),
                    RT,
                    VXLAN,
                    "default-gateway");

    /// Type 3.
    public static final EvpnRoute MULTICAST =
            EvpnRoute.of(
                    EvpnKey.inclusiveMulticast(RD, 0, "198.51.100.2"), List.of(100L), RT, VXLAN);

    /// Type 4.
    public static final EvpnRoute ETHERNET_SEGMENT =
            EvpnRoute.of(
                    EvpnKey.ethernetSegment("198.51.100.2:1", SEGMENT, "198.51.100.2"),
                    List.of(),
                    RT,
                    VXLAN);

    /// Type 5 of IPv4.
    public static final EvpnRoute PREFIX_IPV4 =
            EvpnRoute.of(
                    EvpnKey.ipPrefix("198.51.100.2:200", 0, "203.0.113.0/24"),
                    List.of(200L),
                    "rt:65000:200",
                    VXLAN,
                    "router-mac:02:00:00:00:ff:02");

    /// Type 5 of IPv6, with a gateway.
    public static final EvpnRoute PREFIX_IPV6 =
            EvpnRoute.of(
                            EvpnKey.ipPrefix("198.51.100.2:200", 0, "2001:db8:55::/48"),
                            List.of(200L),
                            "rt:65000:200",
                            VXLAN)
                    .byWayOf("2001:db8::99");

    /// What every peer understands.
    public static final List<EvpnRoute> TYPES_2_AND_3 = List.of(MAC, MAC_IPV4, MAC_IPV6, MULTICAST);

    /// All of them.
    public static final List<EvpnRoute> ALL =
            List.of(
                    PER_SEGMENT,
                    PER_INSTANCE,
                    MAC,
                    MAC_IPV4,
                    MAC_IPV6,
                    MULTICAST,
                    ETHERNET_SEGMENT,
                    PREFIX_IPV4,
                    PREFIX_IPV6);

    /// What FRR can announce of types 1 to 5 without a kernel.
    public static final EvpnRoute NETWORK_IN_FRR =
            EvpnRoute.of(PREFIX_IPV4.key(), List.of(161L), "router-mac:02:00:00:00:ff:02");

    /// What BIRD can announce, as static routes.
    public static final List<EvpnRoute> STATIC_IN_BIRD =
            List.of(
                    PER_SEGMENT,
                    PER_INSTANCE,
                    MAC,
                    MAC_IPV6.onSegment(SEGMENT),
                    EvpnRoute.of(MULTICAST.key(), List.of(), RT),
                    ETHERNET_SEGMENT);

    private SampleRoutes() {}
}
