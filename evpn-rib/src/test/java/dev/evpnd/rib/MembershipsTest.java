package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// When peers with Route Target constraint are told of EVPN routes, and of which (RFC 4684 section
/// 6).
class MembershipsTest {
    private static final Asn AS = new Asn(65000);
    private static final AddressFamily EVPN = AddressFamily.L2VPN_EVPN;
    private static final AddressFamily RT_CONSTRAINT = AddressFamily.RT_CONSTRAINT;
    private static final Ipv4Address VTEP = Ipv4Address.parse("10.0.0.1");
    private static final NlriField ROUTE =
            new EvpnNlri(
                    List.of(
                            Nlri.of(
                                    new InclusiveMulticastEthernetTag(
                                            RouteDistinguisher.parse("10.0.0.1:2"),
                                            EthernetTag.ZERO,
                                            VTEP))));
    private static final NlriField EVERYTHING =
            new RouteTargetNlri(List.of(Nlri.of(RouteTargetMembership.DEFAULT)));
    private static final Peer SOURCE = peer(1, EVPN);
    private static final Peer CONSTRAINED = peer(2, EVPN, RT_CONSTRAINT);

    private static final int AT_ONCE = 256;

    private final Rib rib = new Rib(RibSettings.of(AS, BgpIdentifier.parse("10.0.0.251")));

    private static Peer peer(int number, AddressFamily... families) {
        var capabilities = new ArrayList<Capability>();
        capabilities.add(new FourOctetAs(AS));
        var kept = new ArrayList<GracefulRestart.Entry>();
        for (var family : families) {
            capabilities.add(new Multiprotocol(family));
            kept.add(new GracefulRestart.Entry(family, GracefulRestart.Entry.FORWARDING_STATE));
        }
        capabilities.add(new GracefulRestart(0, 120, kept));
        return new Peer(
                new Ipv4Address(0x0a00_0000 + number),
                AS,
                new BgpIdentifier(0x0a00_0000 + number),
                PeerKind.CLIENT,
                Negotiated.between(capabilities, capabilities, false));
    }

    private int constrained() {
        announce(rib.peerUp(SOURCE), SOURCE, ROUTE);
        rib.settle();
        return rib.peerUp(CONSTRAINED);
    }

    private void announce(int peer, Peer of, NlriField nlri) {
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100));
        send(peer, of, Update.of(attributes.with(new MpReachNlri(MpNextHop.of(VTEP), nlri))));
    }

    private void withdraw(int peer, Peer of, NlriField nlri) {
        send(peer, of, Update.of(PathAttributes.of(new MpUnreachNlri(nlri))));
    }

    private void send(int peer, Peer of, Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, of.negotiated());
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
    }

    /// The EVPN messages that a peer is sent.
    private List<Update> toldTo(int peer, Peer of) {
        rib.settle();
        var out = new OctetWriter();
        while (rib.send(peer, out, Integer.MAX_VALUE)) {
            rib.settle();
        }
        return evpn(out, of);
    }

    private static List<Update> evpn(OctetWriter out, Peer of) {
        var told = new ArrayList<Update>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            var message = BgpMessage.decode(out.array(), at, length, of.negotiated());
            var update = (Update) message.orElseThrow();
            boolean isOfMemberships =
                    update.endOfRib().filter(RT_CONSTRAINT::equals).isPresent()
                            || update.mpReach()
                                    .filter(reach -> reach.nlri() instanceof RouteTargetNlri)
                                    .isPresent();
            if (!isOfMemberships) {
                told.add(update);
            }
        }
        return told;
    }

    @Test
    void toleratesAPeerThatSaysWhatItWantsAndTakesNoRoutes() {
        var peer = peer(3, RT_CONSTRAINT);
        int number = rib.peerUp(peer);
        announce(number, peer, EVERYTHING);
        send(number, peer, Update.endOfRib(RT_CONSTRAINT));
        assertThat(toldTo(number, peer)).isEmpty();
        rib.peerDown(number);
        rib.settle();
    }

    @Test
    void tellsAPeerWhatItWantsWhenItHasSaidAllThatItWants() {
        int peer = constrained();
        announce(peer, CONSTRAINED, EVERYTHING);
        assertThat(toldTo(peer, CONSTRAINED)).isEmpty();
        send(peer, CONSTRAINED, Update.endOfRib(RT_CONSTRAINT));
        assertThat(toldTo(peer, CONSTRAINED)).hasSize(2);
        assertThat(rib.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void waitsNoLongerThanItsTimeForAPeerToSayAllThatItWants() {
        rib.tick(1000);
        int peer = constrained();
        announce(peer, CONSTRAINED, EVERYTHING);
        assertThat(rib.nextDeadlineMillis()).isEqualTo(61_000);
        rib.tick(60_999);
        assertThat(toldTo(peer, CONSTRAINED)).isEmpty();
        rib.tick(61_000);
        assertThat(toldTo(peer, CONSTRAINED)).hasSize(2);
        assertThat(rib.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void tellsNothingOfWhatAPeerWantedThatIsToGo() {
        int peer = constrained();
        announce(peer, CONSTRAINED, EVERYTHING);
        send(peer, CONSTRAINED, Update.endOfRib(RT_CONSTRAINT));
        rib.peerDown(peer, SessionEnd.CONNECTION_LOST);
        rib.peerUp(CONSTRAINED);
        send(peer, CONSTRAINED, Update.endOfRib(RT_CONSTRAINT));
        var told = toldTo(peer, CONSTRAINED);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().endOfRib()).contains(EVPN);
    }

    /// The first so many of memberships that the route is not of.
    private static NlriField others(int first, int count) {
        return new RouteTargetNlri(
                IntStream.range(first, first + count)
                        .mapToObj(each -> Nlri.of(RouteTargetMembership.of(AS, each)))
                        .toList());
    }

    private int wantingOthers(int count) {
        int peer = constrained();
        announceOthers(peer, count);
        send(peer, CONSTRAINED, Update.endOfRib(RT_CONSTRAINT));
        return peer;
    }

    private void announceOthers(int peer, int count) {
        for (int first = 0; first < count; first += AT_ONCE) {
            announce(peer, CONSTRAINED, others(first, Math.min(AT_ONCE, count - first)));
        }
    }

    private static boolean isOfRoute(Update update) {
        return update.mpReach().filter(reach -> reach.nlri().equals(ROUTE)).isPresent();
    }

    private static boolean takesRouteBack(Update update) {
        return update.mpUnreach().filter(unreach -> unreach.nlri().equals(ROUTE)).isPresent();
    }

    @Test
    void readsAsManyMembershipsAsAreOfUse() {
        int peer = wantingOthers(Memberships.MOST);
        assertThat(toldTo(peer, CONSTRAINED)).noneMatch(MembershipsTest::isOfRoute);
        assertThat(rib.takeNotices()).isEmpty();
    }

    @Test
    void tellsOfEverythingWhoAnnouncesMoreMembershipsThanAreRead() {
        int peer = wantingOthers(Memberships.MOST + 1);
        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::isOfRoute);
        assertThat(rib.takeNotices())
                .containsExactly(new Notice.MembershipsUnread(peer, Memberships.MOST));

        announce(peer, CONSTRAINED, others(Memberships.MOST + 1, 1));
        assertThat(toldTo(peer, CONSTRAINED)).isEmpty();
        assertThat(rib.takeNotices()).isEmpty();
    }

    @Test
    void takesBackWhatIsNotWantedWhenTheMembershipsCanBeReadAgain() {
        int peer = wantingOthers(Memberships.MOST + 1);
        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::isOfRoute);

        withdraw(peer, CONSTRAINED, others(Memberships.MOST, 1));

        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::takesRouteBack);
        announce(peer, CONSTRAINED, others(Memberships.MOST, 1));
        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::isOfRoute);
    }

    /// What its peer did not say again after its return is to go, and hides nothing of the rest.
    @Test
    void readsTheMembershipsThatAreLeftWhenTheOthersAreGone() {
        int peer = wantingOthers(Memberships.MOST);
        rib.peerDown(peer, SessionEnd.CONNECTION_LOST);
        rib.peerUp(CONSTRAINED);
        announce(peer, CONSTRAINED, others(Memberships.MOST, 1));
        send(peer, CONSTRAINED, Update.endOfRib(RT_CONSTRAINT));
        toldTo(peer, CONSTRAINED);
        while (rib.work(1000)) {
            toldTo(peer, CONSTRAINED);
        }
        announce(peer, CONSTRAINED, EVERYTHING);
        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::isOfRoute);
        withdraw(peer, CONSTRAINED, EVERYTHING);
        assertThat(toldTo(peer, CONSTRAINED)).anyMatch(MembershipsTest::takesRouteBack);
    }

    @Test
    void readsWhatEachOfManyPeersWantsInItsTurn() {
        announce(rib.peerUp(SOURCE), SOURCE, ROUTE);
        var second = peer(4, EVPN, RT_CONSTRAINT);
        int first = wantingEverything(CONSTRAINED);
        int next = wantingEverything(second);
        assertThat(toldTo(first, CONSTRAINED)).anyMatch(MembershipsTest::isOfRoute);
        assertThat(toldTo(next, second)).anyMatch(MembershipsTest::isOfRoute);

        withdraw(first, CONSTRAINED, EVERYTHING);
        withdraw(next, second, EVERYTHING);

        assertThat(rib.settle(1)).isFalse();
        assertThat(sent(first, CONSTRAINED)).anyMatch(MembershipsTest::takesRouteBack);
        assertThat(sent(next, second)).noneMatch(MembershipsTest::takesRouteBack);
        assertThat(toldTo(next, second)).anyMatch(MembershipsTest::takesRouteBack);
    }

    @Test
    void readsWhatManyPeersWantWhoseTimeIsOverOneAfterTheOther() {
        announce(rib.peerUp(SOURCE), SOURCE, ROUTE);
        rib.settle();
        var second = peer(4, EVPN, RT_CONSTRAINT);
        int first = rib.peerUp(CONSTRAINED);
        announceOthers(first, Memberships.MOST);
        int next = rib.peerUp(second);
        announce(next, second, EVERYTHING);

        rib.tick(60_000);
        assertThat(rib.nextDeadlineMillis()).isEqualTo(60_000);
        assertThat(toldTo(next, second)).isEmpty();
        rib.tick(60_000);
        assertThat(rib.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(toldTo(next, second)).anyMatch(MembershipsTest::isOfRoute);
    }

    private int wantingEverything(Peer peer) {
        int number = rib.peerUp(peer);
        announce(number, peer, EVERYTHING);
        send(number, peer, Update.endOfRib(RT_CONSTRAINT));
        return number;
    }

    private List<Update> sent(int peer, Peer of) {
        var out = new OctetWriter();
        rib.send(peer, out, Integer.MAX_VALUE);
        return evpn(out, of);
    }
}
