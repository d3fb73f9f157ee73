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
import dev.evpnd.wire.attribute.MpUnreachNlri;
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

import java.util.ArrayList;
import java.util.List;

/// Routes that are gone take no room for longer than somebody has to be told.
class ForgettingTest {
    private static final Ipv4Address OWNER = Ipv4Address.parse("10.0.0.1");
    private static final EvpnRoute ROUTE =
            new InclusiveMulticastEthernetTag(
                    RouteDistinguisher.of(OWNER, 1), EthernetTag.ZERO, OWNER);

    private final Rib rib =
            new Rib(RibSettings.of(new Asn(65000), BgpIdentifier.parse("10.0.0.9")));
    private final int owner = rib.peerUp(client("10.0.0.1"));
    private final int other = rib.peerUp(client("10.0.0.2"));

    private static Peer client(String address) {
        return new Peer(
                Ipv4Address.parse(address),
                new Asn(65000),
                BgpIdentifier.parse(address),
                PeerKind.CLIENT,
                Negotiated.DEFAULT);
    }

    private void ownerSends(PathAttributes attributes) {
        var body = new OctetWriter();
        Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
        assertThat(rib.update(owner, body.array(), 0, body.length())).isEmpty();
        rib.settle();
    }

    private void tell(int peer) {
        while (rib.send(peer, new OctetWriter(), 65_536)) {
            // Until there is nothing more.
        }
    }

    @Test
    void aRouteThatIsGoneIsForgottenWhenEverybodyHasBeenToldThoughNothingElseChanges() {
        var field = new EvpnNlri(List.of(Nlri.of(ROUTE)));
        tell(owner);
        tell(other);
        ownerSends(
                PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100))
                        .with(new MpReachNlri(MpNextHop.of(OWNER), field)));
        tell(owner);
        tell(other);

        ownerSends(PathAttributes.of(new MpUnreachNlri(field)));
        tell(owner);
        assertThat(rib.view().size()).isEqualTo(1);

        tell(other);
        rib.settle();
        assertThat(rib.view().size()).isZero();
    }

    @Test
    void whatIsGoneIsForgottenInTheSlicesThatAreGiven() {
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (int vni = 1; vni <= 10; vni++) {
            var distinguisher = RouteDistinguisher.of(OWNER, vni);
            routes.add(
                    Nlri.of(
                            new InclusiveMulticastEthernetTag(
                                    distinguisher, EthernetTag.ZERO, OWNER)));
        }
        var field = new EvpnNlri(routes);
        ownerSends(
                PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100))
                        .with(new MpReachNlri(MpNextHop.of(OWNER), field)));
        tell(owner);
        tell(other);
        ownerSends(PathAttributes.of(new MpUnreachNlri(field)));
        tell(owner);
        tell(other);

        assertThat(rib.settle(4)).isFalse();
        assertThat(rib.view().size()).isEqualTo(6);
        assertThat(rib.settle(4)).isFalse();
        assertThat(rib.settle(4)).isTrue();
        assertThat(rib.view().size()).isZero();
    }

    /// Ten thousand messages that only one who read none of them needed, and who goes.
    @Test
    void aLongLogThatNobodyNeedsAnyMoreIsForgottenInSlices() {
        var field = new EvpnNlri(List.of(Nlri.of(ROUTE)));
        tell(owner);
        tell(other);
        for (int change = 1; change <= 10_000; change++) {
            ownerSends(
                    PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(change))
                            .with(new MpReachNlri(MpNextHop.of(OWNER), field)));
        }
        ownerSends(PathAttributes.of(new MpUnreachNlri(field)));
        tell(owner);
        rib.peerDown(other);

        assertThat(rib.settle(4)).isFalse();
        assertThat(rib.view().size()).isEqualTo(1);
        assertThat(rib.settle(4)).isTrue();
        assertThat(rib.view().size()).isZero();
    }
}
