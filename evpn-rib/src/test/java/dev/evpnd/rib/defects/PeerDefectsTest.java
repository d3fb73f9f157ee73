package dev.evpnd.rib.defects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.MulticastFlow;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.evpn.SelectiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.UnrecognizedRoute;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Each test has the name of a speaker, and says what holds here where it does not there.
class PeerDefectsTest {
    private static final RouteDistinguisher RD = RouteDistinguisher.parse("192.0.2.1:2");
    private static final RouteDistinguisher OTHER_RD = RouteDistinguisher.parse("192.0.2.1:3");
    private static final EthernetTag TAG = new EthernetTag(0);
    private static final EthernetSegmentId SEGMENT =
            EthernetSegmentId.parse("03:00:00:5e:00:53:01:00:00:01");
    private static final EthernetSegmentId OTHER_SEGMENT =
            EthernetSegmentId.parse("03:00:00:5e:00:53:02:00:00:01");
    private static final MacAddress MAC = MacAddress.parse("00:00:5e:00:53:10");
    private static final Ipv4Address HOST = Ipv4Address.parse("198.51.100.10");
    private static final Ipv4Address VTEP = Ipv4Address.parse("192.0.2.1");
    private static final PathAttributes ATTRIBUTES =
            PathAttributes.of(
                    Origin.IGP,
                    AsPath.EMPTY,
                    new LocalPref(100),
                    ExtendedCommunities.of(Encapsulation.VXLAN));

    private final Reflector reflector = new Reflector();
    private final Reflector.Client leaf = reflector.client("192.0.2.1");
    private final Reflector.Client other = reflector.client("192.0.2.2");

    private void announce(EvpnRoute... routes) {
        leaf.announce("192.0.2.1", ATTRIBUTES, routes);
    }

    private static MacIpAdvertisement host(EthernetSegmentId segment, int vni) {
        return new MacIpAdvertisement(RD, segment, TAG, MAC, HOST, new Label24(vni), null);
    }

    @Test
    void goBgp1ReflectsTypesSixToElevenBesideTheOthers() {
        var random = new Random(1);
        var routes =
                IntStream.rangeClosed(1, 11)
                        .mapToObj(type -> EvpnRouteGenerator.route(random, type))
                        .toArray(EvpnRoute[]::new);

        announce(routes);

        assertThat(other.routes()).containsExactlyInAnyOrder(routes);
    }

    @Test
    void goBgp2LetsTheHigherMobilitySequenceWin() {
        var mover = reflector.client("192.0.2.3");
        leaf.announce("192.0.2.1", sequence(1), host(EthernetSegmentId.ZERO, 100));
        mover.announce("192.0.2.3", sequence(2), host(EthernetSegmentId.ZERO, 100));

        assertThat(other.held())
                .singleElement()
                .extracting(Reflector.Held::nextHop)
                .isEqualTo(MpNextHop.of(Ipv4Address.parse("192.0.2.3")));
    }

    private static PathAttributes sequence(long sequence) {
        return ATTRIBUTES.with(
                ExtendedCommunities.of(Encapsulation.VXLAN, MacMobility.of(sequence)));
    }

    @Test
    void bird3KeepsTheSegmentOfAMacAddress() {
        announce(host(SEGMENT, 100));

        assertThat(other.routes()).containsExactly(host(SEGMENT, 100));
    }

    @Test
    void openBgpd4TellsFloodingRoutesOfTwoVnisApart() {
        var first = new InclusiveMulticastEthernetTag(RD, TAG, VTEP);
        var second = new InclusiveMulticastEthernetTag(OTHER_RD, TAG, VTEP);

        announce(first, second);

        assertThat(other.routes()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void openBgpd4TellsOneMacAddressBehindTwoDistinguishersApart() {
        var first = host(EthernetSegmentId.ZERO, 100);
        var second =
                new MacIpAdvertisement(
                        OTHER_RD, EthernetSegmentId.ZERO, TAG, MAC, HOST, new Label24(200), null);

        announce(first, second);

        assertThat(other.routes()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void openBgpd4TakesSegmentsAndPrefixes() {
        var autoDiscovery = new EthernetAutoDiscovery(RD, SEGMENT, TAG, new Label24(100));
        var segment = new EthernetSegmentRoute(RD, SEGMENT, VTEP);

        announce(autoDiscovery, segment, prefix("198.51.100.0/24", "0.0.0.0"));

        assertThat(other.routes())
                .containsExactlyInAnyOrder(
                        autoDiscovery, segment, prefix("198.51.100.0/24", "0.0.0.0"));
    }

    private static IpPrefixAdvertisement prefix(String prefix, String gateway) {
        return new IpPrefixAdvertisement(
                RD,
                EthernetSegmentId.ZERO,
                TAG,
                IpPrefix.parse(prefix),
                Ipv4Address.parse(gateway),
                new Label24(5000));
    }

    @Test
    void rustyBgp5ReplacesARouteWhoseLabelOrSegmentChanges() {
        announce(host(EthernetSegmentId.ZERO, 100));
        announce(host(SEGMENT, 200));

        assertThat(other.routes()).containsExactly(host(SEGMENT, 200));
        leaf.withdraw(host(EthernetSegmentId.ZERO, 300));
        assertThat(other.routes()).isEmpty();
    }

    @Test
    void exaBgp6TellsAutoDiscoveryOfTwoSegmentsApart() {
        var first = new EthernetAutoDiscovery(RD, SEGMENT, TAG, new Label24(100));
        var second = new EthernetAutoDiscovery(RD, OTHER_SEGMENT, TAG, new Label24(100));

        announce(first, second);

        assertThat(other.routes()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void freeRtr7TakesPrefixesOfEveryLengthAndKeepsTheGateway() {
        announce(prefix("198.51.96.0/19", "198.51.100.1"), prefix("0.0.0.0/0", "0.0.0.0"));

        assertThat(other.routes())
                .containsExactlyInAnyOrder(
                        prefix("198.51.96.0/19", "198.51.100.1"), prefix("0.0.0.0/0", "0.0.0.0"));
    }

    @Test
    void freeRtr7KeepsTheSecondLabel() {
        var routed =
                new MacIpAdvertisement(
                        RD,
                        EthernetSegmentId.ZERO,
                        TAG,
                        MAC,
                        HOST,
                        new Label24(100),
                        new Label24(5000));

        announce(routed);

        assertThat(other.routes()).containsExactly(routed);
    }

    @Test
    void openDaylight8KeepsAll24BitsOfAVni() {
        announce(host(EthernetSegmentId.ZERO, 0xabcdef));

        assertThat(other.routes()).containsExactly(host(EthernetSegmentId.ZERO, 0xabcdef));
    }

    @Test
    void bird10TakesAChangeOfMulticastFlagsForTheSameRoute() {
        var flow = new MulticastFlow(null, Ipv4Address.parse("233.252.0.1"), VTEP);

        announce(new SelectiveMulticastEthernetTag(RD, TAG, flow, 1));
        announce(new SelectiveMulticastEthernetTag(RD, TAG, flow, 2));

        assertThat(other.routes())
                .containsExactly(new SelectiveMulticastEthernetTag(RD, TAG, flow, 2));
    }

    @Test
    void bird10DiscardsAndCountsTypesNobodyKnows() {
        announce(new UnrecognizedRoute(200, Octets.of(1, 2, 3)), host(SEGMENT, 100));

        assertThat(other.routes()).containsExactly(host(SEGMENT, 100));
        assertThat(reflector.rib().view().dropped(DropReason.UNRECOGNIZED_ROUTE_TYPE)).isEqualTo(1);
    }

    @Test
    void frr11KeepsTheTunnelsOfRoutesThatAgreeInAllElse() {
        var first = new InclusiveMulticastEthernetTag(RD, TAG, VTEP);
        var second = new InclusiveMulticastEthernetTag(OTHER_RD, TAG, VTEP);
        var tunnel = PmsiTunnel.ingressReplication(new Label24(100), VTEP);
        var otherTunnel = PmsiTunnel.ingressReplication(new Label24(200), VTEP);

        leaf.announce("192.0.2.1", ATTRIBUTES.with(tunnel), first);
        leaf.announce("192.0.2.1", ATTRIBUTES.with(otherTunnel), second);

        assertThat(other.held())
                .extracting(held -> held.attributes().get(AttributeCode.PMSI_TUNNEL).orElseThrow())
                .containsExactlyInAnyOrder(tunnel, otherTunnel);
    }

    @Test
    void frr12TellsAutoDiscoveryOfATagFromThatOfItsSegment() {
        var ofSegment =
                new EthernetAutoDiscovery(RD, SEGMENT, new EthernetTag(0xffff_ffff), Label24.ZERO);
        var ofTag = new EthernetAutoDiscovery(RD, SEGMENT, new EthernetTag(7), new Label24(100));

        announce(ofSegment, ofTag);

        assertThat(other.routes()).containsExactlyInAnyOrder(ofSegment, ofTag);
    }

    @Test
    void strictReaders13LoseOneShortRouteAndNoOther() {
        var good = host(SEGMENT, 100);
        // Type 8 with 38 octets: the octet of its flags is missing.
        var bad = new UnrecognizedRoute(255, Octets.copyOf(new byte[38], 0, 38));

        var faults =
                leaf.sendBody(withType(bodyOf(bad, good), 255, EvpnRoute.MULTICAST_LEAVE_SYNCH));

        assertThat(faults)
                .singleElement()
                .extracting(Malformed::treatment)
                .isEqualTo(Treatment.DISCARD_NLRI);
        assertThat(other.routes()).containsExactly(good);
    }

    private static byte[] bodyOf(EvpnRoute... routes) {
        var field = new EvpnNlri(List.of(routes).stream().map(Nlri::of).toList());
        var body = new OctetWriter();
        Update.of(ATTRIBUTES.with(new MpReachNlri(MpNextHop.of(VTEP), field)))
                .encodeBody(body, Negotiated.DEFAULT);
        return body.toByteArray();
    }

    /// The body with the first route type of one kind made another.
    private static byte[] withType(byte[] body, int type, int changed) {
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == (byte) type && body[i + 1] == 38) {
                body[i] = (byte) changed;
                return body;
            }
        }
        throw new AssertionError("no such route");
    }
}
