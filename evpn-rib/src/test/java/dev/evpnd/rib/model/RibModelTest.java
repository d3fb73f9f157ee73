package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The RIB and the naive reflector are told the same random events; when all is quiet, every peer
/// holds of the one what it has to hold of the other, by every octet it was sent.
class RibModelTest {
    private static final int SEQUENCES = 10_000;
    private static final BgpIdentifier HERE = BgpIdentifier.parse("10.0.0.254");

    @Test
    void tellsEveryPeerWhatTheNaiveReflectorWould() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            new Sequence(seed).run();
        }
    }

    /// One sequence of events; the seed is all there is to it.
    private static final class Sequence {
        private final Random random;
        private final String name;
        private final Rib rib;
        private final NaiveReflector naive;
        private final List<EvpnRoute> routes = new ArrayList<>();
        private final Map<Peer, Integer> numbers = new LinkedHashMap<>();
        private final Map<Peer, ReceivingPeer> ends = new LinkedHashMap<>();
        private int peersMade;

        Sequence(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
            boolean clientToClient = random.nextInt(4) != 0;
            long maxLog = random.nextInt(3) == 0 ? 300 : 1 << 20;
            var settings =
                    new RibSettings(
                            new Asn(65000), HERE, HERE, clientToClient, maxLog, random.nextLong());
            rib = new Rib(settings);
            naive = new NaiveReflector(HERE, clientToClient);
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                routes.add(EvpnRouteGenerator.route(random, 1 + random.nextInt(11)));
            }
        }

        void run() {
            for (int steps = 10 + random.nextInt(50); steps > 0; steps--) {
                step();
            }
            rib.settle();
            numbers.keySet().forEach(this::drain);
            numbers.keySet()
                    .forEach(
                            peer -> {
                                var end = end(peer);
                                assertThat(end.held())
                                        .as("%s, %s", name, peer)
                                        .isEqualTo(naive.advertisedTo(peer));
                                assertThat(end.endOfRibMarkers()).as(name).isEqualTo(1);
                            });
        }

        private void step() {
            if (numbers.isEmpty() || numbers.size() < 6 && random.nextInt(12) == 0) {
                up();
                return;
            }
            var peer = anyPeer();
            switch (random.nextInt(16)) {
                case 0 -> down(peer);
                case 1, 2, 3 -> rib.settle();
                case 4, 5 -> receive(peer, 1 + random.nextInt(400));
                case 6, 7, 8 -> withdraw(peer);
                default -> announce(peer);
            }
        }

        private Peer anyPeer() {
            return List.copyOf(numbers.keySet()).get(random.nextInt(numbers.size()));
        }

        private void up() {
            int number = ++peersMade;
            var peer =
                    new Peer(
                            new Ipv4Address(0x0a00_0000 + number),
                            new Asn(65000),
                            new BgpIdentifier(0x0a00_0000 + number),
                            random.nextBoolean() ? PeerKind.CLIENT : PeerKind.INTERNAL,
                            Negotiated.DEFAULT.withFourOctetAs(random.nextInt(4) != 0));
            numbers.put(peer, rib.peerUp(peer, PeerSettings.DEFAULT));
            ends.put(peer, new ReceivingPeer(peer));
            naive.up(peer);
        }

        private void down(Peer peer) {
            rib.peerDown(number(peer));
            naive.down(peer);
            numbers.remove(peer);
            ends.remove(peer);
        }

        private int number(Peer peer) {
            return java.util.Objects.requireNonNull(numbers.get(peer));
        }

        private ReceivingPeer end(Peer peer) {
            return java.util.Objects.requireNonNull(ends.get(peer));
        }

        private void announce(Peer peer) {
            var attributes = attributes();
            var nextHop = MpNextHop.of(new Ipv4Address(0x0a01_0000 + random.nextInt(3)));
            var announced = someRoutes();
            announced.forEach(
                    route ->
                            naive.announce(
                                    new NaivePath(peer, route, nextHop.octets(), attributes)));
            send(peer, attributes.with(new MpReachNlri(nextHop, field(announced))));
        }

        private void withdraw(Peer peer) {
            var withdrawn = someRoutes();
            withdrawn.forEach(route -> naive.withdraw(peer, route));
            send(peer, PathAttributes.of(new MpUnreachNlri(field(withdrawn))));
        }

        private List<EvpnRoute> someRoutes() {
            var some = new ArrayList<EvpnRoute>();
            for (var route : routes) {
                if (random.nextInt(2) == 0) {
                    some.add(route);
                }
            }
            return some.isEmpty() ? List.of(routes.getFirst()) : some;
        }

        private static EvpnNlri field(List<EvpnRoute> routes) {
            return new EvpnNlri(routes.stream().map(Nlri::of).toList());
        }

        private void send(Peer peer, PathAttributes attributes) {
            var body = new OctetWriter();
            Update.of(attributes).encodeBody(body, peer.negotiated());
            var faults = rib.update(number(peer), body.array(), 0, body.length());
            assertThat(faults).as(name).isEmpty();
        }

        private PathAttributes attributes() {
            var set =
                    PathAttributes.of(
                            new Origin(random.nextInt(2)),
                            random.nextInt(3) == 0 ? AsPath.ofSequence(70_000, 2) : AsPath.EMPTY,
                            new LocalPref(100 + random.nextInt(2)));
            if (random.nextInt(3) == 0) {
                set = set.with(new MultiExitDisc(random.nextInt(3)));
            }
            if (random.nextInt(3) == 0) {
                set =
                        set.with(
                                new OriginatorId(
                                        new BgpIdentifier(0x0a00_00fc + random.nextInt(3))));
            }
            if (random.nextInt(3) == 0) {
                set = set.with(ClusterList.of(new BgpIdentifier(0x0a00_00fc + random.nextInt(3))));
            }
            if (random.nextInt(2) == 0) {
                int sequence = random.nextInt(3);
                var mobility =
                        random.nextInt(4) == 0
                                ? MacMobility.sticky(sequence)
                                : MacMobility.of(sequence);
                set = set.with(ExtendedCommunities.of(Encapsulation.VXLAN, mobility));
            }
            if (random.nextInt(6) == 0) {
                set = set.with(new UnrecognizedAttribute(0xc0, 240, Octets.of(1, 2)));
            }
            return set;
        }

        private boolean receive(Peer peer, int maxOctets) {
            var out = new OctetWriter();
            boolean more = rib.send(number(peer), out, maxOctets);
            end(peer).receive(out);
            return more;
        }

        private void drain(Peer peer) {
            while (receive(peer, 1 + random.nextInt(400))) {
                // Until there is nothing more.
            }
        }
    }
}
