package dev.evpnd.rib.defects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A route reflector and its clients, each of which holds what it was told.
final class Reflector {
    private final Rib rib =
            new Rib(RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.254")));

    /// What a client holds of one route.
    record Held(EvpnRoute route, MpNextHop nextHop, PathAttributes attributes) {}

    Client client(String address) {
        return new Client(address);
    }

    Rib rib() {
        return rib;
    }

    final class Client {
        private final int number;
        private final Map<Octets, Held> held = new LinkedHashMap<>();

        private Client(String address) {
            number =
                    rib.peerUp(
                            new Peer(
                                    Ipv4Address.parse(address),
                                    new Asn(65000),
                                    BgpIdentifier.parse(address),
                                    PeerKind.CLIENT,
                                    Negotiated.DEFAULT));
        }

        void announce(String nextHop, PathAttributes attributes, EvpnRoute... routes) {
            var reach = new MpReachNlri(MpNextHop.of(Ipv4Address.parse(nextHop)), field(routes));
            assertThat(send(attributes.with(reach))).isEmpty();
        }

        void withdraw(EvpnRoute... routes) {
            assertThat(send(PathAttributes.of(new MpUnreachNlri(field(routes))))).isEmpty();
        }

        private static EvpnNlri field(EvpnRoute... routes) {
            return new EvpnNlri(Stream.of(routes).map(Nlri::of).toList());
        }

        private List<Malformed> send(PathAttributes attributes) {
            var body = new OctetWriter();
            Update.of(attributes).encodeBody(body, Negotiated.DEFAULT);
            return sendBody(body.toByteArray());
        }

        /// @return the faults that the reflector finds
        List<Malformed> sendBody(byte[] body) {
            var faults = rib.update(number, body, 0, body.length);
            rib.settle();
            return faults;
        }

        /// What the client holds when it has read all that there is.
        List<Held> held() {
            var out = new OctetWriter();
            while (rib.send(number, out, 4096)) {
                // Until there is nothing more.
            }
            int length;
            for (int at = 0; at < out.length(); at += length) {
                length = BigEndian.u16(out.array(), at + 16);
                var decoded = BgpMessage.decode(out.array(), at, length, Negotiated.DEFAULT);
                assertThat(decoded.faults()).isEmpty();
                apply((Update) decoded.orElseThrow());
            }
            return List.copyOf(held.values());
        }

        private void apply(Update update) {
            update.mpUnreach()
                    .ifPresent(
                            unreach ->
                                    ((EvpnNlri) unreach.nlri())
                                            .routes()
                                            .forEach(nlri -> held.remove(nlri.route().key())));
            update.mpReach()
                    .ifPresent(
                            reach ->
                                    ((EvpnNlri) reach.nlri())
                                            .routes()
                                            .forEach(nlri -> hold(nlri.route(), reach, update)));
        }

        private void hold(EvpnRoute route, MpReachNlri reach, Update update) {
            var attributes = update.pathAttributes().without(AttributeCode.MP_REACH_NLRI);
            held.put(route.key(), new Held(route, reach.nextHop(), attributes));
        }

        /// The routes alone.
        List<EvpnRoute> routes() {
            return held().stream().map(Held::route).toList();
        }
    }
}
