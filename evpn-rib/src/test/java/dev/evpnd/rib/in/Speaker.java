package dev.evpnd.rib.in;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Match;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.SetAction;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A RIB that is sent octets.
final class Speaker {
    static final Asn AS = new Asn(65000);
    static final BgpIdentifier ID = BgpIdentifier.parse("10.0.0.254");
    static final AddressFamily EVPN = AddressFamily.L2VPN_EVPN;
    static final RibSettings SETTINGS = RibSettings.of(AS, ID);

    final Rib rib;

    Speaker() {
        this(SETTINGS);
    }

    Speaker(RibSettings settings) {
        this(settings, Sharding.NONE);
    }

    Speaker(RibSettings settings, Sharding sharding) {
        rib = new Rib(settings, OctetBlock.Source.HEAP, sharding);
    }

    // Peers.

    static Peer client(int number, Capability... capabilities) {
        return peer(number, PeerKind.CLIENT, AS, capabilities);
    }

    static Peer external(int number, int as, Capability... capabilities) {
        return peer(number, PeerKind.EXTERNAL, new Asn(as), capabilities);
    }

    private static Peer peer(int number, PeerKind kind, Asn as, Capability... capabilities) {
        var ours =
                List.<Capability>of(
                        new FourOctetAs(as), new Multiprotocol(EVPN), new EnhancedRouteRefresh());
        var theirs = new ArrayList<>(ours);
        theirs.addAll(List.of(capabilities));
        return new Peer(
                new Ipv4Address(0x0a00_0000 + number),
                as,
                new BgpIdentifier(0x0a00_0000 + number),
                kind,
                Negotiated.between(ours, theirs, kind == PeerKind.EXTERNAL));
    }

    int up(Peer peer) {
        return up(peer, ImportSettings.DEFAULT);
    }

    int up(Peer peer, ImportSettings settings) {
        return rib.peerUp(peer, settings(settings));
    }

    static PeerSettings settings(ImportSettings imports) {
        return new PeerSettings(imports, PeerSettings.DEFAULT.exports());
    }

    void configure(int peer, ImportSettings settings) {
        rib.configure(peer, settings(settings));
        work();
    }

    /// Does all that waits to be done, a few rows at a time.
    void work() {
        while (rib.work(3)) {
            // Until there is nothing more.
        }
        rib.settle();
    }

    // Policies.

    static Policy policy(SetAction... sets) {
        return new Policy("P", List.of(Clause.permit(10, List.of(), List.of(sets))));
    }

    static Policy denying(Match match) {
        return new Policy(
                "P",
                List.of(Clause.deny(10, List.of(match)), Clause.permit(20, List.of(), List.of())));
    }

    static Policy denyingAll() {
        return new Policy("P", List.of());
    }

    // What peers send.

    static PathAttributes attributes(int... path) {
        return PathAttributes.of(Origin.IGP, AsPath.ofSequence(path), new LocalPref(100));
    }

    static final IpAddress VTEP = new Ipv4Address(0x0a01_0001);

    void announce(int peer, Peer of, EvpnRoute... routes) {
        announce(peer, of, attributes(), routes);
    }

    void announce(int peer, Peer of, PathAttributes attributes, EvpnRoute... routes) {
        announce(peer, of, VTEP, attributes, routes);
    }

    void announce(
            int peer, Peer of, IpAddress nextHop, PathAttributes attributes, EvpnRoute... routes) {
        var reach = new MpReachNlri(MpNextHop.of(nextHop), field(routes));
        var sent =
                of.kind() == PeerKind.EXTERNAL
                        ? attributes.without(AttributeCode.LOCAL_PREF)
                        : attributes;
        assertThat(send(peer, of, Update.of(sent.with(reach)))).isEmpty();
    }

    void withdraw(int peer, Peer of, EvpnRoute... routes) {
        send(peer, of, Update.of(PathAttributes.of(new MpUnreachNlri(field(routes)))));
    }

    void endOfRib(int peer, Peer of) {
        send(peer, of, Update.endOfRib(EVPN));
    }

    void refreshBegins(int peer) {
        rib.routeRefresh(peer, new RouteRefresh(EVPN, RouteRefresh.BEGINNING_OF_ROUTE_REFRESH));
    }

    void refreshEnds(int peer) {
        rib.routeRefresh(peer, new RouteRefresh(EVPN, RouteRefresh.END_OF_ROUTE_REFRESH));
    }

    List<Malformed> send(int peer, Peer of, Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, of.negotiated());
        return rib.update(peer, body.array(), 0, body.length());
    }

    private static EvpnNlri field(EvpnRoute... routes) {
        return new EvpnNlri(Stream.of(routes).map(Nlri::of).toList());
    }

    // What they are told.

    /// What a peer is told of until there is nothing more to tell it: the routes announced to it.
    List<EvpnRoute> told(int peer, Peer of) {
        var told = new ArrayList<EvpnRoute>();
        messages(peer, of).forEach(message -> told.addAll(announced(message)));
        return told;
    }

    /// The routes that a message announces.
    static List<EvpnRoute> announced(BgpMessage message) {
        return message instanceof Update update && update.mpReach().isPresent()
                ? ((EvpnNlri) update.mpReach().get().nlri())
                        .routes().stream().map(Nlri::route).toList()
                : List.of();
    }

    /// The messages that a peer is sent until there is nothing more to tell it.
    List<BgpMessage> messages(int peer, Peer of) {
        work();
        var out = new OctetWriter();
        while (rib.send(peer, out, Integer.MAX_VALUE)) {
            rib.settle();
        }
        return messages(out, of);
    }

    static List<BgpMessage> messages(OctetWriter out, Peer of) {
        var messages = new ArrayList<BgpMessage>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            var message = BgpMessage.decode(out.array(), at, length, of.negotiated());
            messages.add(message.orElseThrow());
        }
        return messages;
    }

    // What is there.

    Optional<ReceivedPath> path(int peer, EvpnRoute route) {
        return rib.view().paths(RouteFamily.EVPN, route.key()).stream()
                .filter(path -> path.peer() == peer)
                .findFirst();
    }

    boolean isAccepted(int peer, EvpnRoute route) {
        return path(peer, route).filter(path -> path.ineligible() == null).isPresent();
    }

    InboundCounters counters(int peer) {
        return rib.view().counters(peer, RouteFamily.EVPN);
    }

    // Routes.

    static EvpnRoute mac(int number) {
        return mac(number, 100);
    }

    static EvpnRoute mac(int number, int vni) {
        return mac(1, number, vni);
    }

    static EvpnRoute mac(long distinguisher, int number, int vni) {
        return new MacIpAdvertisement(
                new RouteDistinguisher(distinguisher),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(number),
                null,
                new Label24(vni),
                null);
    }

    static EvpnRoute prefix(IpAddress gateway) {
        return new IpPrefixAdvertisement(
                new RouteDistinguisher(1),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                IpPrefix.parse("10.9.0.0/16"),
                gateway,
                new Label24(100));
    }
}
