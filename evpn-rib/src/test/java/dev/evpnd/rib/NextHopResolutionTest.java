package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
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

class NextHopResolutionTest {
    private static final RibSettings SETTINGS =
            RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.254"));
    private static final Ipv4Address NEAR = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address FAR = Ipv4Address.parse("192.0.2.2");
    private static final EvpnRoute ROUTE =
            new InclusiveMulticastEthernetTag(
                    RouteDistinguisher.parse("192.0.2.1:2"), new EthernetTag(0), NEAR);

    private static Rib rib(boolean resolves) {
        var rib = new Rib(SETTINGS.withResolvesNextHops(resolves));
        announce(rib, NEAR);
        announce(rib, FAR);
        return rib;
    }

    private static void announce(Rib rib, Ipv4Address leaf) {
        int peer =
                rib.peerUp(
                        new Peer(
                                leaf,
                                new Asn(65000),
                                new BgpIdentifier(leaf.bits()),
                                PeerKind.CLIENT,
                                Negotiated.DEFAULT));
        var reach = new MpReachNlri(MpNextHop.of(leaf), new EvpnNlri(List.of(Nlri.of(ROUTE))));
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100), reach);
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
        rib.settle();
    }

    private static Optional<MpNextHop> best(Rib rib) {
        while (rib.work(1)) {
            // In the smallest of slices.
        }
        rib.settle();
        return rib.view()
                .explain(ROUTE.key())
                .orElseThrow()
                .best()
                .map(best -> best.path().effective().nextHop());
    }

    @Test
    void choosesWhatItKnowsNoWayToWhereNoneIsRequired() {
        assertThat(best(rib(false))).contains(MpNextHop.of(NEAR));
    }

    @Test
    void prefersTheNearerNextHop() {
        var rib = rib(false);
        rib.nextHopReachable(NEAR, 20);
        rib.nextHopReachable(FAR, 10);

        assertThat(best(rib)).contains(MpNextHop.of(FAR));

        rib.nextHopReachable(FAR, 30);
        assertThat(best(rib)).contains(MpNextHop.of(NEAR));
    }

    @Test
    void choosesNothingThatCannotBeReachedWhereThatIsRequired() {
        var rib = rib(true);
        assertThat(best(rib)).isEmpty();

        rib.nextHopReachable(FAR, 10);
        assertThat(best(rib)).contains(MpNextHop.of(FAR));

        rib.nextHopUnreachable(FAR);
        assertThat(best(rib)).isEmpty();
    }
}
