package dev.evpnd.testbed;

import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import java.util.List;

/// One route of each type and kind, for a peer to announce.
final class Routes {
    private static final String RD = "198.51.100.2:2";
    static final String SEGMENT = "00:11:22:33:44:55:66:77:88:99";
    private static final String RT = "rt:65000:100";
    private static final String VXLAN = "encapsulation:8";

    static final EvpnRoute PER_SEGMENT =
            EvpnRoute.of(
                    EvpnKey.autoDiscovery("198.51.100.2:1", 4294967295L, SEGMENT),
                    List.of(0L),
                    RT,
                    VXLAN,
                    "esi-label:100:all-active");
    static final EvpnRoute PER_INSTANCE =
            EvpnRoute.of(EvpnKey.autoDiscovery(RD, 0, SEGMENT), List.of(100L), RT, VXLAN);
    static final EvpnRoute MAC =
            EvpnRoute.of(EvpnKey.macIp(RD, 0, "02:00:00:00:02:01", null), List.of(100L), RT, VXLAN);
    static final EvpnRoute MAC_IPV4 =
            EvpnRoute.of(
                            EvpnKey.macIp(RD, 0, "02:00:00:00:02:02", "192.0.2.22"),
                            List.of(100L, 200L),
                            RT,
                            "rt:65000:200",
                            VXLAN,
                            "router-mac:02:00:00:00:ff:02")
                    .onSegment(SEGMENT);
    static final EvpnRoute MAC_IPV6 =
            EvpnRoute.of(
                    EvpnKey.macIp(RD, 0, "02:00:00:00:02:03", "2001:db8:2::23"),
                    List.of(100L),
                    RT,
                    VXLAN,
                    "default-gateway");
    static final EvpnRoute MULTICAST =
            EvpnRoute.of(
                    EvpnKey.inclusiveMulticast(RD, 0, "198.51.100.2"), List.of(100L), RT, VXLAN);
    static final EvpnRoute ETHERNET_SEGMENT =
            EvpnRoute.of(
                    EvpnKey.ethernetSegment("198.51.100.2:1", SEGMENT, "198.51.100.2"),
                    List.of(),
                    RT,
                    VXLAN);
    static final EvpnRoute PREFIX_IPV4 =
            EvpnRoute.of(
                    EvpnKey.ipPrefix("198.51.100.2:200", 0, "203.0.113.0/24"),
                    List.of(200L),
                    "rt:65000:200",
                    VXLAN,
                    "router-mac:02:00:00:00:ff:02");
    static final EvpnRoute PREFIX_IPV6 =
            EvpnRoute.of(
                            EvpnKey.ipPrefix("198.51.100.2:200", 0, "2001:db8:55::/48"),
                            List.of(200L),
                            "rt:65000:200",
                            VXLAN)
                    .byWayOf("2001:db8::99");

    /// What every peer understands.
    static final List<EvpnRoute> TYPES_2_AND_3 = List.of(MAC, MAC_IPV4, MAC_IPV6, MULTICAST);

    static final List<EvpnRoute> ALL =
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

    private Routes() {}
}
