package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.explain.MacExplanation;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.MobilityStep;
import dev.evpnd.rib.instance.Refusal;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class ExplainMacTest {
    private static final Vni VNI = new Vni(100);
    private static final RouteTarget TARGET = RouteTarget.parse("65000:100");
    private static final RouteTarget OTHER_TARGET = RouteTarget.parse("65000:200");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress OTHER_MAC = MacAddress.parse("02:00:00:00:00:02");
    private static final IpAddress IP = Ipv4Address.parse("10.0.0.1");
    private static final IpAddress OTHER_IP = Ipv4Address.parse("10.0.0.2");
    private static final Ipv4Address LOWER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address HIGHER = Ipv4Address.parse("192.0.2.2");
    private static final Ipv4Address HERE = Ipv4Address.parse("192.0.2.254");

    private final Rib rib = new Rib(RibSettings.of(new Asn(65000), new BgpIdentifier(HERE.bits())));

    @BeforeEach
    void configure() {
        rib.configure(
                MacVrfSettings.of(
                        VNI,
                        RouteDistinguisher.of(HERE, 100),
                        List.of(new ImportTarget.Exact(TARGET)),
                        List.of(TARGET),
                        HERE));
    }

    private int up(Ipv4Address address, @Nullable Policy policy) {
        var peer =
                new Peer(
                        address,
                        new Asn(65000),
                        new BgpIdentifier(address.bits()),
                        PeerKind.CLIENT,
                        Negotiated.DEFAULT);
        return rib.peerUp(
                peer,
                new PeerSettings(
                        ImportSettings.DEFAULT.withPolicy(policy), PeerSettings.DEFAULT.exports()));
    }

    private void announce(
            int peer,
            Ipv4Address vtep,
            MacAddress mac,
            @Nullable IpAddress ip,
            RouteTarget target,
            MacMobility mobility) {
        var route =
                new MacIpAdvertisement(
                        RouteDistinguisher.of(vtep, 100),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        mac,
                        ip,
                        new Label24(100),
                        null);
        var attributes =
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        ExtendedCommunities.of(target, Encapsulation.VXLAN, mobility),
                        new MpReachNlri(MpNextHop.of(vtep), new EvpnNlri(List.of(Nlri.of(route)))));
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
        rib.settle();
    }

    private MacExplanation explain(@Nullable IpAddress address) {
        var search = rib.view().explainMac(VNI, MAC, address);
        while (!search.isDone()) {
            search.next(1);
        }
        return search.answer();
    }

    private HostView view() {
        return Objects.requireNonNull(
                Objects.requireNonNull(explain(null).standing()).mac(), "nothing is known");
    }

    @Test
    void knowsNothingOfAnAddressThatNobodyHas() {
        var explanation = explain(null);

        assertThat(explanation.routes()).isEmpty();
        assertThat(Objects.requireNonNull(explanation.standing()).mac()).isNull();
    }

    @Test
    void saysWhereTheAddressIsByWhichStepAndWhatTheKernelShouldHold() {
        announce(up(LOWER, null), LOWER, MAC, null, TARGET, MacMobility.of(1));
        announce(up(HIGHER, null), HIGHER, MAC, IP, TARGET, MacMobility.of(2));

        assertThat(view().vtep()).isEqualTo(HIGHER);
        assertThat(view().why()).isEqualTo(MobilityStep.SEQUENCE);
        assertThat(view().sequence()).isEqualTo(2);
        assertThat(Objects.requireNonNull(explain(null).standing()).intents())
                .containsExactly(
                        new Intent.RemoteMac(VNI, MAC, HIGHER, VNI, false, false),
                        new Intent.RemoteNeighbor(VNI, IP, MAC, HIGHER, false));
    }

    @Test
    void namesTheRoutesThatHaveTheAddressAndNoOthers() {
        int peer = up(LOWER, null);
        announce(peer, LOWER, MAC, null, TARGET, MacMobility.of(0));
        announce(peer, LOWER, MAC, IP, TARGET, MacMobility.of(0));
        announce(peer, LOWER, OTHER_MAC, IP, TARGET, MacMobility.of(0));

        assertThat(explain(null).routes())
                .allMatch(MacExplanation.Route::isImported)
                .extracting(route -> route.route().macAddress())
                .containsExactly(MAC, MAC);
    }

    @Test
    void saysWhyTheInstanceRefusesARoute() {
        announce(up(LOWER, null), LOWER, MAC, null, OTHER_TARGET, MacMobility.of(0));

        assertThat(explain(null).routes())
                .singleElement()
                .extracting(route -> Objects.requireNonNull(route.verdict()).refusal())
                .isEqualTo(Refusal.NO_ROUTE_TARGET);
        assertThat(Objects.requireNonNull(explain(null).standing()).mac()).isNull();
    }

    @Test
    void saysWhichRouteAPolicyDenied() {
        var nothing = new Policy("nothing", List.of(Clause.deny(10, List.of())));
        announce(up(LOWER, nothing), LOWER, MAC, null, TARGET, MacMobility.of(0));

        var route = explain(null).routes().getFirst();

        assertThat(route.verdict()).isNull();
        assertThat(route.explanation().paths())
                .extracting(standing -> standing.path())
                .extracting(ReceivedPath::ineligible)
                .containsExactly(DropReason.DENIED_BY_POLICY);
    }

    @Test
    void leavesOutRoutesWithAnotherIpAddressWhereOneIsAskedAbout() {
        int peer = up(LOWER, null);
        announce(peer, LOWER, MAC, null, TARGET, MacMobility.of(0));
        announce(peer, LOWER, MAC, IP, TARGET, MacMobility.of(0));
        announce(peer, LOWER, MAC, OTHER_IP, TARGET, MacMobility.of(0));

        assertThat(explain(IP).routes())
                .extracting(route -> route.route().ipAddress())
                .containsExactly(null, IP);
        assertThat(Objects.requireNonNull(explain(IP).standing()).addresses())
                .extracting(HostView::address)
                .containsExactly(IP);
    }

    @Test
    void saysThatAnAddressIsHereAndWhatIsAnnouncedOfIt() {
        rib.instances().macLearned(VNI, MAC, 7, true, 0);
        rib.settle();

        assertThat(view().here()).isTrue();
        assertThat(view().sticky()).isTrue();
        assertThat(explain(null).routes())
                .singleElement()
                .extracting(route -> route.explanation().best().orElseThrow().announcer().kind())
                .isEqualTo(PeerKind.LOCAL);
    }

    @Test
    void saysNothingOfAnInstanceThatIsNotThere() {
        announce(up(LOWER, null), LOWER, MAC, null, TARGET, MacMobility.of(0));
        var search = rib.view().explainMac(new Vni(999), MAC, null);
        search.next(Integer.MAX_VALUE);

        assertThat(search.answer().standing()).isNull();
        assertThat(search.answer().routes())
                .extracting(route -> route.verdict())
                .containsOnlyNulls();
    }

    @Test
    void saysNoMoreOfAnAddressWithVeryManyIpAddressesThanCanBeOfInterest() {
        int peer = up(LOWER, null);
        for (int i = 0; i <= 2 * MacSearch.MOST_ROUTES; i++) {
            var ip = new Ipv4Address(0x0a00_0100 + i);
            announce(peer, LOWER, MAC, ip, TARGET, MacMobility.of(0));
        }
        announce(peer, LOWER, MAC, IP, TARGET, MacMobility.of(0));

        var all = explain(null);
        assertThat(all.routes()).hasSize(MacSearch.MOST_ROUTES);
        assertThat(Objects.requireNonNull(all.standing()).addresses())
                .hasSize(MacSearch.MOST_ROUTES);
        assertThat(explain(IP).routes()).hasSize(1);
    }

    @Test
    void saysOfARouteOnceThatWentAndCameAgainBehindTheSearch() {
        int peer = up(LOWER, null);
        announce(peer, LOWER, MAC, null, TARGET, MacMobility.of(0));
        var search = rib.view().explainMac(VNI, MAC, null);
        search.next(1);

        rib.peerDown(peer);
        rib.settle();
        peer = up(LOWER, null);
        announce(peer, LOWER, OTHER_MAC, null, TARGET, MacMobility.of(0));
        announce(peer, LOWER, MAC, null, TARGET, MacMobility.of(0));
        while (!search.isDone()) {
            search.next(1);
        }

        assertThat(search.answer().routes()).hasSize(1);
    }
}
