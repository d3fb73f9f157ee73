package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a reflector says of its clients' memberships, to whom and when (RFC 4684 section 3.2).
class MembershipsOfClientsTest {
    private static final Asn AS = new Asn(65000);
    private static final RouteTargetMembership MEMBERSHIP =
            RouteTargetMembership.of(AS, RouteTarget.parse("65000:100").bits());
    private static final PathAttributes ATTRIBUTES =
            PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100));

    private Rib rib = new Rib(RibSettings.of(AS, BgpIdentifier.parse("10.0.0.251")));
    private final Peer otherReflector = peer("10.0.0.252", PeerKind.INTERNAL);
    private final Peer client = peer("10.0.0.9", PeerKind.CLIENT);

    private static Peer peer(String address, PeerKind kind) {
        return new Peer(
                Ipv4Address.parse(address),
                AS,
                BgpIdentifier.parse(address),
                kind,
                Negotiated.DEFAULT.withFamilies(
                        Set.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT)));
    }

    private void announce(int peer, PathAttributes attributes) {
        var nlri = new RouteTargetNlri(List.of(Nlri.of(MEMBERSHIP)));
        var nextHop = MpNextHop.of(Ipv4Address.parse("10.0.0.1"));
        var body = new OctetWriter();
        Update.of(attributes.with(new MpReachNlri(nextHop, nlri)))
                .encodeBody(body, client.negotiated());
        assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
    }

    private List<Update> updatesTo(int peer) {
        rib.settle();
        var out = new OctetWriter();
        while (rib.send(peer, out, 65_536)) {
            // Until there is nothing more.
        }
        var updates = new ArrayList<Update>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            var message = BgpMessage.decode(out.array(), at, length, client.negotiated());
            updates.add((Update) message.orElseThrow());
        }
        return updates;
    }

    private List<RouteTargetMembership> toldTo(int peer) {
        return updatesTo(peer).stream()
                .flatMap(update -> update.mpReach().stream())
                .filter(reach -> reach.nlri() instanceof RouteTargetNlri)
                .flatMap(reach -> ((RouteTargetNlri) reach.nlri()).memberships().stream())
                .map(Nlri::route)
                .toList();
    }

    /// It would not take what has been in its own cluster, and would tell nobody of its routes.
    @Test
    void tellsAClientThatIsAReflectorOfItsMembershipAsIfItBeganHere() {
        int pod = rib.peerUp(client);
        announce(
                pod,
                ATTRIBUTES
                        .with(new OriginatorId(BgpIdentifier.parse("10.0.1.1")))
                        .with(ClusterList.of(client.identifier())));
        var told = updatesTo(pod).stream().filter(Update::announces).toList();
        assertThat(told).hasSize(1);
        var here = BgpIdentifier.parse("10.0.0.251");
        var attributes = told.getFirst().pathAttributes();
        assertThat(attributes.find(OriginatorId.class)).contains(new OriginatorId(here));
        assertThat(attributes.find(ClusterList.class)).contains(ClusterList.of(here));
    }

    /// Otherwise the other would think that here nobody wants what a client wants, as soon as it
    /// reflects the same from a client of its own that has the lower identifier.
    @Test
    void tellsAnotherReflectorOfAClientsMembershipThatTheOtherReflectsTheLikeOf() {
        int other = rib.peerUp(otherReflector);
        announce(
                other,
                ATTRIBUTES
                        .with(new OriginatorId(BgpIdentifier.parse("10.0.0.1")))
                        .with(ClusterList.of(BgpIdentifier.parse("10.0.0.252"))));
        assertThat(toldTo(other)).isEmpty();

        announce(rib.peerUp(client), ATTRIBUTES);

        assertThat(toldTo(other)).containsExactly(MEMBERSHIP);
    }

    /// The client waits for that before it tells of any route, and the reflector for the client.
    @Test
    void tellsOfMembershipsAfterARestartBeforeAnybodyHasToldOfRoutes() {
        var awaited = new RibSettings.Restart(Set.of(client.address()), 60_000);
        rib = new Rib(RibSettings.of(AS, BgpIdentifier.parse("10.0.0.251")).withRestart(awaited));
        int number = rib.peerUp(restartable(client));
        announce(number, ATTRIBUTES);
        assertThat(toldTo(number)).isEmpty();

        var endOfRib = new OctetWriter();
        Update.endOfRib(AddressFamily.RT_CONSTRAINT).encodeBody(endOfRib, client.negotiated());
        assertThat(rib.update(number, endOfRib.array(), 0, endOfRib.length())).isEmpty();

        assertThat(toldTo(number)).contains(MEMBERSHIP);
    }

    private static Peer restartable(Peer peer) {
        var families = peer.negotiated().families();
        var entries =
                families.stream().map(family -> new GracefulRestart.Entry(family, 0)).toList();
        return new Peer(
                peer.address(),
                peer.asn(),
                peer.identifier(),
                peer.kind(),
                new Negotiated(
                        false,
                        true,
                        families,
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        false,
                        false,
                        true,
                        false,
                        List.of(new GracefulRestart(0, 120, entries))));
    }
}
