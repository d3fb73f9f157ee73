package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// Every route type in octets written down from the figures of the RFCs, field by field. No two
/// fields of a route hold the same octets, so that none can stand in the place of another.
class EvpnRouteFiguresTest {
    private static final String RD = "0001c00002010002";
    private static final String ESI = "03443839ffff01000007";
    private static final String TAG = "0000000a";
    private static final String SOURCE = "200a000009";
    private static final String GROUP = "20ef010203";
    private static final String ORIGINATOR = "20c0000263";
    private static final String SOURCE6 = "80" + "20010db8000000000000000000000009";
    private static final String GROUP6 = "80" + "ff0e0000000000000000000000010203";
    private static final String ORIGINATOR6 = "80" + "20010db8000000000000000000000063";
    private static final String ANY = "00";

    private static final RouteDistinguisher DISTINGUISHER = RouteDistinguisher.parse("192.0.2.1:2");
    private static final EthernetSegmentId SEGMENT =
            EthernetSegmentId.parse("03:44:38:39:ff:ff:01:00:00:07");
    private static final EthernetTag TEN = new EthernetTag(10);
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:05");
    private static final Label24 LABEL1 = new Label24(0x000641);
    private static final Label24 LABEL2 = new Label24(0x00c8a1);
    private static final IpAddress HOST = IpAddress.parse("10.0.0.9");
    private static final IpAddress HOST6 = IpAddress.parse("2001:db8::9");
    private static final IpAddress ROUTER = IpAddress.parse("192.0.2.99");
    private static final IpAddress ROUTER6 = IpAddress.parse("2001:db8::63");
    private static final MulticastFlow FLOW =
            new MulticastFlow(HOST, IpAddress.parse("239.1.2.3"), ROUTER);
    private static final MulticastFlow FLOW6 =
            new MulticastFlow(HOST6, IpAddress.parse("ff0e::1:203"), ROUTER6);
    private static final MulticastFlow ANY_SOURCE =
            new MulticastFlow(null, IpAddress.parse("239.1.2.3"), ROUTER);
    private static final MulticastFlow ANY_FLOW = new MulticastFlow(null, null, ROUTER);

    /// @param key without the route type in front
    record Figure(String name, String hex, EvpnRoute route, String key) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void readsEachFieldWhereTheFigureHasIt(Figure figure) {
        var octets = Octets.ofHex(figure.hex()).toByteArray();
        var view = new EvpnNlriView();
        view.wrap(octets, 0, octets.length, false);
        assertThat(view.next()).isTrue();
        assertThat(view.fault()).isNull();
        assertThat(view.toRoute()).isEqualTo(figure.route());
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void writesEachFieldWhereTheFigureHasIt(Figure figure) {
        var writer = new OctetWriter();
        figure.route().encode(writer);
        assertThat(writer.toOctets().toHex()).isEqualTo(figure.hex());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void hasTheFieldsThatTheRfcNamesAsItsKey(Figure figure) {
        var type = figure.hex().substring(0, 2);
        assertThat(figure.route().key().toHex()).isEqualTo(type + figure.key());
    }

    /// A view over the same octets elsewhere in an array, at the end of it.
    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void writesTheKeyWhereItIsAskedToAndNothingAroundIt(Figure figure) {
        var octets = Octets.ofHex("ffff" + figure.hex()).toByteArray();
        var view = new EvpnNlriView();
        view.wrap(octets, 2, octets.length, false);
        assertThat(view.next()).isTrue();
        var target = new byte[view.keyLength() + 2];
        target[0] = 0x55;
        target[target.length - 1] = 0x55;
        view.copyKey(target, 1);
        var type = figure.hex().substring(0, 2);
        assertThat(Octets.copyOf(target).toHex()).isEqualTo("55" + type + figure.key() + "55");
    }

    static List<Figure> figures() {
        return List.of(
                // RFC 7432 section 7.1
                new Figure(
                        "1 Ethernet Auto-Discovery",
                        "0119" + RD + ESI + TAG + "000641",
                        new EthernetAutoDiscovery(DISTINGUISHER, SEGMENT, TEN, LABEL1),
                        RD + ESI + TAG),
                // RFC 7432 section 7.2
                new Figure(
                        "2 MAC/IP, MAC address alone",
                        "0221" + RD + ESI + TAG + "30020000000005" + "00" + "000641",
                        macIp(null, null),
                        RD + TAG + "30020000000005" + "00"),
                new Figure(
                        "2 MAC/IP, MAC address alone, two labels",
                        "0224" + RD + ESI + TAG + "30020000000005" + "00" + "000641" + "00c8a1",
                        macIp(null, LABEL2),
                        RD + TAG + "30020000000005" + "00"),
                new Figure(
                        "2 MAC/IP, IPv4",
                        "0225" + RD + ESI + TAG + "30020000000005" + "200a000009" + "000641",
                        macIp(HOST, null),
                        RD + TAG + "30020000000005" + "200a000009"),
                new Figure(
                        "2 MAC/IP, IPv4, two labels",
                        "0228"
                                + (RD + ESI + TAG + "30020000000005" + "200a000009")
                                + ("000641" + "00c8a1"),
                        macIp(HOST, LABEL2),
                        RD + TAG + "30020000000005" + "200a000009"),
                new Figure(
                        "2 MAC/IP, IPv6",
                        "0231" + RD + ESI + TAG + "30020000000005" + SOURCE6 + "000641",
                        macIp(HOST6, null),
                        RD + TAG + "30020000000005" + SOURCE6),
                new Figure(
                        "2 MAC/IP, IPv6, two labels",
                        "0234" + RD + ESI + TAG + "30020000000005" + SOURCE6 + "00064100c8a1",
                        macIp(HOST6, LABEL2),
                        RD + TAG + "30020000000005" + SOURCE6),
                // RFC 7432 section 7.3
                new Figure(
                        "3 Inclusive Multicast, IPv4",
                        "0311" + RD + TAG + ORIGINATOR,
                        new InclusiveMulticastEthernetTag(DISTINGUISHER, TEN, ROUTER),
                        RD + TAG + ORIGINATOR),
                new Figure(
                        "3 Inclusive Multicast, IPv6",
                        "031d" + RD + TAG + ORIGINATOR6,
                        new InclusiveMulticastEthernetTag(DISTINGUISHER, TEN, ROUTER6),
                        RD + TAG + ORIGINATOR6),
                // RFC 7432 section 7.4
                new Figure(
                        "4 Ethernet Segment, IPv4",
                        "0417" + RD + ESI + ORIGINATOR,
                        new EthernetSegmentRoute(DISTINGUISHER, SEGMENT, ROUTER),
                        RD + ESI + ORIGINATOR),
                new Figure(
                        "4 Ethernet Segment, IPv6",
                        "0423" + RD + ESI + ORIGINATOR6,
                        new EthernetSegmentRoute(DISTINGUISHER, SEGMENT, ROUTER6),
                        RD + ESI + ORIGINATOR6),
                // RFC 9136 section 3.1
                new Figure(
                        "5 IP Prefix, IPv4",
                        "0522" + RD + ESI + TAG + "14" + "0a0b8000" + "c0000263" + "000641",
                        prefix("10.11.128.0/20", ROUTER),
                        RD + TAG + "14" + "0a0b8000"),
                new Figure(
                        "5 IP Prefix, IPv6",
                        "053a"
                                + (RD + ESI + TAG + "34")
                                + "20010db8000080000000000000000000"
                                + "20010db8000000000000000000000063"
                                + "000641",
                        prefix("2001:db8:0:8000::/52", ROUTER6),
                        RD + TAG + "34" + "20010db8000080000000000000000000"),
                // RFC 9251 section 9.1
                new Figure(
                        "6 Selective Multicast, IPv4",
                        "061c" + RD + TAG + SOURCE + GROUP + ORIGINATOR + "0c",
                        new SelectiveMulticastEthernetTag(DISTINGUISHER, TEN, FLOW, 0x0c),
                        RD + TAG + SOURCE + GROUP + ORIGINATOR),
                new Figure(
                        "6 Selective Multicast, IPv6",
                        "0640" + RD + TAG + SOURCE6 + GROUP6 + ORIGINATOR6 + "0c",
                        new SelectiveMulticastEthernetTag(DISTINGUISHER, TEN, FLOW6, 0x0c),
                        RD + TAG + SOURCE6 + GROUP6 + ORIGINATOR6),
                new Figure(
                        "6 Selective Multicast, any source",
                        "0618" + RD + TAG + ANY + GROUP + ORIGINATOR + "0c",
                        new SelectiveMulticastEthernetTag(DISTINGUISHER, TEN, ANY_SOURCE, 0x0c),
                        RD + TAG + ANY + GROUP + ORIGINATOR),
                new Figure(
                        "6 Selective Multicast, any source and group",
                        "0614" + RD + TAG + ANY + ANY + ORIGINATOR + "0c",
                        new SelectiveMulticastEthernetTag(DISTINGUISHER, TEN, ANY_FLOW, 0x0c),
                        RD + TAG + ANY + ANY + ORIGINATOR),
                // RFC 9251 section 9.2
                new Figure(
                        "7 Membership Report Synch, IPv4",
                        "0726" + RD + ESI + TAG + SOURCE + GROUP + ORIGINATOR + "0c",
                        new MulticastMembershipReportSynch(DISTINGUISHER, SEGMENT, TEN, FLOW, 0x0c),
                        RD + ESI + TAG + SOURCE + GROUP + ORIGINATOR),
                new Figure(
                        "7 Membership Report Synch, IPv6",
                        "074a" + RD + ESI + TAG + SOURCE6 + GROUP6 + ORIGINATOR6 + "0c",
                        new MulticastMembershipReportSynch(
                                DISTINGUISHER, SEGMENT, TEN, FLOW6, 0x0c),
                        RD + ESI + TAG + SOURCE6 + GROUP6 + ORIGINATOR6),
                // RFC 9251 section 9.3
                new Figure(
                        "8 Leave Synch, IPv4",
                        "082b" + RD + ESI + TAG + SOURCE + GROUP + ORIGINATOR + "01020304640c",
                        leaveSynch(FLOW),
                        RD + ESI + TAG + SOURCE + GROUP + ORIGINATOR),
                new Figure(
                        "8 Leave Synch, IPv6",
                        "084f" + RD + ESI + TAG + SOURCE6 + GROUP6 + ORIGINATOR6 + "01020304640c",
                        leaveSynch(FLOW6),
                        RD + ESI + TAG + SOURCE6 + GROUP6 + ORIGINATOR6),
                // RFC 9572 section 3.1
                new Figure(
                        "9 Per-Region I-PMSI",
                        "0914" + RD + TAG + "0002fde800000064",
                        new PerRegionIPmsiAutoDiscovery(DISTINGUISHER, TEN, 0x0002_fde8_0000_0064L),
                        RD + TAG + "0002fde800000064"),
                // RFC 9572 section 3.2
                new Figure(
                        "10 S-PMSI, IPv4",
                        "0a1b" + RD + TAG + SOURCE + GROUP + ORIGINATOR,
                        new SPmsiAutoDiscovery(DISTINGUISHER, TEN, FLOW),
                        RD + TAG + SOURCE + GROUP + ORIGINATOR),
                new Figure(
                        "10 S-PMSI, IPv6",
                        "0a3f" + RD + TAG + SOURCE6 + GROUP6 + ORIGINATOR6,
                        new SPmsiAutoDiscovery(DISTINGUISHER, TEN, FLOW6),
                        RD + TAG + SOURCE6 + GROUP6 + ORIGINATOR6),
                // RFC 9572 section 3.3
                new Figure(
                        "11 Leaf, IPv4",
                        "0b18" + "0311" + RD + TAG + ORIGINATOR + "200a000009",
                        new LeafAutoDiscovery(Octets.ofHex("0311" + RD + TAG + ORIGINATOR), HOST),
                        "0311" + RD + TAG + ORIGINATOR + "200a000009"),
                new Figure(
                        "11 Leaf, IPv6",
                        "0b27" + "0914" + RD + TAG + "0002fde800000064" + ORIGINATOR6,
                        new LeafAutoDiscovery(
                                Octets.ofHex("0914" + RD + TAG + "0002fde800000064"), ROUTER6),
                        "0914" + RD + TAG + "0002fde800000064" + ORIGINATOR6));
    }

    private static EvpnRoute macIp(@Nullable IpAddress ipAddress, @Nullable Label24 label2) {
        return new MacIpAdvertisement(DISTINGUISHER, SEGMENT, TEN, MAC, ipAddress, LABEL1, label2);
    }

    private static EvpnRoute prefix(String prefix, IpAddress gateway) {
        return new IpPrefixAdvertisement(
                DISTINGUISHER, SEGMENT, TEN, IpPrefix.parse(prefix), gateway, LABEL1);
    }

    private static EvpnRoute leaveSynch(MulticastFlow flow) {
        return new MulticastLeaveSynch(DISTINGUISHER, SEGMENT, TEN, flow, 0x01020304, 0x64, 0x0c);
    }
}
