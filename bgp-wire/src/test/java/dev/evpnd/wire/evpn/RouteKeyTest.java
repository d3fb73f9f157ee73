package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

/// Which fields make two announcements two routes, and which do not, for each type.
class RouteKeyTest {
    private static final RouteDistinguisher RD = RouteDistinguisher.parse("192.0.2.1:2");
    private static final RouteDistinguisher OTHER_RD = RouteDistinguisher.parse("192.0.2.1:3");
    private static final EthernetSegmentId ESI = new EthernetSegmentId(0x0344, 7);
    private static final EthernetSegmentId OTHER_ESI = new EthernetSegmentId(0x0344, 8);
    private static final EthernetTag TAG = new EthernetTag(10);
    private static final EthernetTag OTHER_TAG = new EthernetTag(11);
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress OTHER_MAC = MacAddress.parse("02:00:00:00:00:02");
    private static final IpAddress IP = IpAddress.parse("10.0.0.1");
    private static final IpAddress OTHER_IP = IpAddress.parse("10.0.0.2");
    private static final Label24 LABEL = new Label24(100);
    private static final Label24 OTHER_LABEL = new Label24(101);
    private static final MulticastFlow FLOW =
            new MulticastFlow(null, IpAddress.parse("239.1.1.1"), IP);
    private static final MulticastFlow OTHER_FLOW =
            new MulticastFlow(OTHER_IP, IpAddress.parse("239.1.1.1"), IP);

    @Test
    void ethernetAutoDiscoveryIsKeyedByEverythingButItsLabel() {
        var route = new EthernetAutoDiscovery(RD, ESI, TAG, LABEL);
        assertSame(route, new EthernetAutoDiscovery(RD, ESI, TAG, OTHER_LABEL));
        assertOther(route, new EthernetAutoDiscovery(OTHER_RD, ESI, TAG, LABEL));
        assertOther(route, new EthernetAutoDiscovery(RD, OTHER_ESI, TAG, LABEL));
        assertOther(route, new EthernetAutoDiscovery(RD, ESI, OTHER_TAG, LABEL));
    }

    @Test
    void macIpIsKeyedByNeitherSegmentNorLabels() {
        var route = new MacIpAdvertisement(RD, ESI, TAG, MAC, IP, LABEL, null);
        assertSame(route, new MacIpAdvertisement(RD, OTHER_ESI, TAG, MAC, IP, LABEL, null));
        assertSame(route, new MacIpAdvertisement(RD, ESI, TAG, MAC, IP, OTHER_LABEL, null));
        assertSame(route, new MacIpAdvertisement(RD, ESI, TAG, MAC, IP, LABEL, OTHER_LABEL));
        assertOther(route, new MacIpAdvertisement(OTHER_RD, ESI, TAG, MAC, IP, LABEL, null));
        assertOther(route, new MacIpAdvertisement(RD, ESI, OTHER_TAG, MAC, IP, LABEL, null));
        assertOther(route, new MacIpAdvertisement(RD, ESI, TAG, OTHER_MAC, IP, LABEL, null));
        assertOther(route, new MacIpAdvertisement(RD, ESI, TAG, MAC, OTHER_IP, LABEL, null));
        assertOther(route, new MacIpAdvertisement(RD, ESI, TAG, MAC, null, LABEL, null));
    }

    @Test
    void theKeyOfAMacIpRouteIsItsTypeAndKeyFieldsInOrder() {
        var route = new MacIpAdvertisement(RD, ESI, TAG, MAC, IP, LABEL, null);
        assertThat(route.key())
                .isEqualTo(
                        Octets.ofHex(
                                "02"
                                        + "0001c00002010002"
                                        + "0000000a"
                                        + "30020000000001"
                                        + "200a000001"));
    }

    @Test
    void inclusiveMulticastIsKeyedByAllOfIt() {
        var route = new InclusiveMulticastEthernetTag(RD, TAG, IP);
        assertOther(route, new InclusiveMulticastEthernetTag(OTHER_RD, TAG, IP));
        assertOther(route, new InclusiveMulticastEthernetTag(RD, OTHER_TAG, IP));
        assertOther(route, new InclusiveMulticastEthernetTag(RD, TAG, OTHER_IP));
    }

    @Test
    void ethernetSegmentIsKeyedByAllOfIt() {
        var route = new EthernetSegmentRoute(RD, ESI, IP);
        assertOther(route, new EthernetSegmentRoute(OTHER_RD, ESI, IP));
        assertOther(route, new EthernetSegmentRoute(RD, OTHER_ESI, IP));
        assertOther(route, new EthernetSegmentRoute(RD, ESI, OTHER_IP));
    }

    @Test
    void ipPrefixIsKeyedByDistinguisherTagAndPrefix() {
        var prefix = IpPrefix.parse("10.1.0.0/16");
        var route = new IpPrefixAdvertisement(RD, ESI, TAG, prefix, IP, LABEL);
        assertSame(route, new IpPrefixAdvertisement(RD, OTHER_ESI, TAG, prefix, IP, LABEL));
        assertSame(route, new IpPrefixAdvertisement(RD, ESI, TAG, prefix, OTHER_IP, LABEL));
        assertSame(route, new IpPrefixAdvertisement(RD, ESI, TAG, prefix, IP, OTHER_LABEL));
        assertOther(route, new IpPrefixAdvertisement(OTHER_RD, ESI, TAG, prefix, IP, LABEL));
        assertOther(route, new IpPrefixAdvertisement(RD, ESI, OTHER_TAG, prefix, IP, LABEL));
        var longer = IpPrefix.parse("10.1.0.0/17");
        assertOther(route, new IpPrefixAdvertisement(RD, ESI, TAG, longer, IP, LABEL));
    }

    @Test
    void bitsBehindThePrefixLengthAreNotInTheKeyOfAnIpPrefixRoute() {
        var clean =
                new IpPrefixAdvertisement(RD, ESI, TAG, IpPrefix.parse("10.128.0.0/9"), IP, LABEL);
        var view = EvpnRouteTest.viewOf(clean);
        var dirty = new byte[view.end()];
        System.arraycopy(view.array(), 0, dirty, 0, dirty.length);
        int prefix = EvpnRoute.HEADER_LENGTH + IpPrefixAdvertisement.PREFIX;
        dirty[prefix + 1] |= 0x7f;
        dirty[prefix + 3] = (byte) 0xff;
        view.wrap(dirty, 0, dirty.length, false);
        assertThat(view.next()).isTrue();
        var key = new byte[view.keyLength()];
        view.copyKey(key, 0);
        assertThat(Octets.copyOf(key)).isEqualTo(clean.key());
        assertThat(view.toRoute()).isEqualTo(clean);
    }

    @Test
    void selectiveMulticastIsKeyedByEverythingButItsFlags() {
        var route = new SelectiveMulticastEthernetTag(RD, TAG, FLOW, 1);
        assertSame(route, new SelectiveMulticastEthernetTag(RD, TAG, FLOW, 6));
        assertOther(route, new SelectiveMulticastEthernetTag(OTHER_RD, TAG, FLOW, 1));
        assertOther(route, new SelectiveMulticastEthernetTag(RD, OTHER_TAG, FLOW, 1));
        assertOther(route, new SelectiveMulticastEthernetTag(RD, TAG, OTHER_FLOW, 1));
    }

    @Test
    void membershipReportSynchIsKeyedByEverythingButItsFlags() {
        var route = new MulticastMembershipReportSynch(RD, ESI, TAG, FLOW, 1);
        assertSame(route, new MulticastMembershipReportSynch(RD, ESI, TAG, FLOW, 6));
        assertOther(route, new MulticastMembershipReportSynch(RD, OTHER_ESI, TAG, FLOW, 1));
        assertOther(route, new MulticastMembershipReportSynch(RD, ESI, TAG, OTHER_FLOW, 1));
    }

    @Test
    void leaveSynchIsKeyedByNeitherReservedNorResponseTimeNorFlags() {
        var route = new MulticastLeaveSynch(RD, ESI, TAG, FLOW, 0, 100, 1);
        assertSame(route, new MulticastLeaveSynch(RD, ESI, TAG, FLOW, 7, 50, 2));
        assertOther(route, new MulticastLeaveSynch(RD, OTHER_ESI, TAG, FLOW, 0, 100, 1));
        assertOther(route, new MulticastLeaveSynch(RD, ESI, TAG, OTHER_FLOW, 0, 100, 1));
    }

    @Test
    void segmentationRoutesAreKeyedByAllOfThem() {
        var region = new PerRegionIPmsiAutoDiscovery(RD, TAG, 1);
        assertOther(region, new PerRegionIPmsiAutoDiscovery(RD, TAG, 2));
        var selective = new SPmsiAutoDiscovery(RD, TAG, FLOW);
        assertOther(selective, new SPmsiAutoDiscovery(RD, TAG, OTHER_FLOW));
        var answered = Octets.ofHex("03110001c0000201000200000000200a000001");
        var leaf = new LeafAutoDiscovery(answered, IP);
        assertOther(leaf, new LeafAutoDiscovery(answered, OTHER_IP));
        assertThat(leaf.routeDistinguisher()).isEqualTo(RD);
    }

    @Test
    void routesOfDifferentTypesNeverShareAKey() {
        assertOther(
                new InclusiveMulticastEthernetTag(RD, TAG, IP),
                new SPmsiAutoDiscovery(RD, TAG, new MulticastFlow(null, null, new Ipv4Address(0))));
    }

    private static void assertSame(EvpnRoute one, EvpnRoute other) {
        assertThat(one).isNotEqualTo(other);
        assertThat(one.key()).isEqualTo(other.key());
    }

    private static void assertOther(EvpnRoute one, EvpnRoute other) {
        assertThat(one.key()).isNotEqualTo(other.key());
    }
}
