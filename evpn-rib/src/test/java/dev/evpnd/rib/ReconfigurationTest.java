package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.in.Notice;
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
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A speaker that comes to be another while its sessions last, in the smallest of slices. That what
/// its peers hold is what they should is for the model to show.
class ReconfigurationTest {
    private static final Asn AS = new Asn(65000);
    private static final RibSettings SETTINGS =
            RibSettings.of(AS, BgpIdentifier.parse("192.0.2.254"));
    private static final Ipv4Address LOWER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address HIGHER = Ipv4Address.parse("192.0.2.2");

    private final Rib rib = new Rib(SETTINGS);
    private final int lower = up(LOWER);
    private final int higher = up(HIGHER);

    private int up(Ipv4Address leaf) {
        var identifier = new BgpIdentifier(leaf.bits());
        return rib.peerUp(new Peer(leaf, AS, identifier, PeerKind.CLIENT, Negotiated.DEFAULT));
    }

    private static EvpnRoute route(int number) {
        return new InclusiveMulticastEthernetTag(
                RouteDistinguisher.parse("192.0.2.1:" + number), new EthernetTag(0), LOWER);
    }

    private void announce(int peer, int number, Ipv4Address nextHop, int... asPath) {
        var field = new EvpnNlri(List.of(Nlri.of(route(number))));
        var attributes =
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.ofSequence(asPath),
                        new LocalPref(100),
                        new MpReachNlri(MpNextHop.of(nextHop), field));
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
        rib.settle();
    }

    private void become(RibSettings changed) {
        rib.configure(changed);
        while (rib.work(1)) {
            rib.settle(1);
        }
        rib.settle();
    }

    private Optional<MpNextHop> best(int number) {
        return rib.view()
                .explain(route(number).key())
                .flatMap(known -> known.best())
                .map(best -> best.path().effective().nextHop());
    }

    @Test
    void choosesAnewByOtherOptions() {
        for (int number = 1; number <= 20; number++) {
            announce(lower, number, LOWER, 65001, 65002);
            announce(higher, number, HIGHER, 65003);
        }
        assertThat(best(20)).contains(MpNextHop.of(HIGHER));
        become(SETTINGS.withDecision(DecisionOptions.DEFAULT.withIgnoreAsPath(true)));
        for (int number = 1; number <= 20; number++) {
            assertThat(best(number)).contains(MpNextHop.of(LOWER));
        }
    }

    @Test
    void letsGoOfRoutesToAnAddressThatHasBecomeItsOwnAndAsksForThemWhenItIsNoMore() {
        announce(lower, 1, LOWER);
        announce(higher, 2, HIGHER);
        become(SETTINGS.withAddresses(Set.of(LOWER)));
        assertThat(best(1)).isEmpty();
        assertThat(best(2)).contains(MpNextHop.of(HIGHER));
        announce(lower, 1, LOWER);
        assertThat(rib.takeNotices()).isEmpty();
        become(SETTINGS);
        assertThat(rib.takeNotices())
                .containsExactly(new Notice.RefreshWanted(lower, AddressFamily.L2VPN_EVPN));
    }

    @Test
    void choosesNothingWithoutAWayFromWhenOneIsRequired() {
        announce(lower, 1, LOWER);
        announce(higher, 2, HIGHER);
        rib.nextHopReachable(HIGHER, 1);
        become(SETTINGS.withResolvesNextHops(true));
        assertThat(best(1)).isEmpty();
        assertThat(best(2)).contains(MpNextHop.of(HIGHER));
        become(SETTINGS);
        assertThat(best(1)).contains(MpNextHop.of(LOWER));
    }

    @Test
    void beginsAgainForWhatChangesOnTheWay() {
        for (int number = 1; number <= 20; number++) {
            announce(lower, number, LOWER, 65001, 65002);
            announce(higher, number, HIGHER, 65003);
        }
        rib.configure(SETTINGS.withDecision(DecisionOptions.DEFAULT.withIgnoreAsPath(true)));
        rib.work(10);
        become(SETTINGS);
        for (int number = 1; number <= 20; number++) {
            assertThat(best(number)).contains(MpNextHop.of(HIGHER));
        }
    }

    @Test
    void isNotAnotherSpeaker() {
        var other = RibSettings.of(new Asn(65001), SETTINGS.identifier());
        assertThatThrownBy(() -> rib.configure(other)).isInstanceOf(IllegalArgumentException.class);
    }
}
