package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.Octets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A speaker of a test, on loopback.
final class TestSpeaker implements AutoCloseable {
    static final Asn AS = new Asn(65000);
    static final List<Capability> CAPABILITIES =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new RouteRefresh(),
                    new EnhancedRouteRefresh(),
                    new ExtendedMessage());
    static final SessionTimers TIMERS = new SessionTimers(9, 3, 3, 1, 0, 10, 0, 1, 0);

    private static final int COMMUNITIES = 60;
    private static final int SHARDS = 3;

    final IpAddress address;
    final Speaker speaker;
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private List<ListenRange> ranges = List.of();

    // What it treats peers by from now on.
    SessionTimers timers = TIMERS;
    List<Capability> capabilities = CAPABILITIES;
    PeerSettings routes = PeerSettings.DEFAULT;
    Optional<String> shutdown = Optional.empty();

    TestSpeaker(String address) {
        this(address, RoutingLimits.DEFAULT);
    }

    TestSpeaker(String address, RoutingLimits limits) {
        this.address = IpAddress.parse(address);
        var identifier = new BgpIdentifier(((Ipv4Address) this.address).bits());
        speaker = new Speaker(RibSettings.of(AS, identifier), SHARDS, limits, 1, failures::add);
    }

    SessionSettings session(boolean passive) {
        return new SessionSettings(
                AS,
                new BgpIdentifier(((Ipv4Address) address).bits()),
                RemoteAs.INTERNAL,
                passive,
                timers,
                capabilities,
                List.of());
    }

    NeighborSettings settings(boolean client, boolean passive, TransportSettings transport) {
        return new NeighborSettings(
                Optional.empty(),
                "",
                shutdown,
                client,
                session(passive),
                transport,
                routes,
                NextHopSelf.NO);
    }

    TransportSettings transport(int port, Optional<String> password) {
        return new TransportSettings(
                port,
                Optional.of(address),
                Optional.empty(),
                password,
                new TransportSettings.TtlRule.Outgoing(64),
                48,
                Optional.empty());
    }

    /// Listens, and takes whoever comes from a range as a client.
    int reflect(String range, int limit, Optional<String> password) throws Exception {
        take(range, limit, password);
        return listen();
    }

    /// Takes whoever comes from a range as a client.
    void take(String range, int limit, Optional<String> password) throws Exception {
        var settings = settings(true, true, transport(179, password));
        ranges = List.of(new ListenRange(IpPrefix.parse(range), limit, settings));
        await(neighbors().apply(new Neighbors.Change(List.of(), List.of(), ranges)));
    }

    List<ListenRange> ranges() {
        return ranges;
    }

    int listen() throws IOException {
        return neighbors().listen(new InetSocketAddress(address.toString(), 0)).getPort();
    }

    void connect(String peer, int port, Optional<String> password) throws Exception {
        var neighbor =
                new Neighbor(
                        IpAddress.parse(peer), settings(false, false, transport(port, password)));
        await(neighbors().apply(new Neighbors.Change(List.of(), List.of(neighbor), List.of())));
    }

    /// Connects, and leaves the ranges as they are.
    void connectBesides(String peer, int port) throws Exception {
        var settings = settings(false, false, transport(port, Optional.empty()));
        var neighbor = new Neighbor(IpAddress.parse(peer), settings);
        await(neighbors().apply(new Neighbors.Change(List.of(), List.of(neighbor), ranges)));
    }

    Neighbors neighbors() {
        return speaker.neighbors();
    }

    PeerStatus status(String peer) {
        return await(neighbors().statuses()).stream()
                .filter(each -> each.address().equals(IpAddress.parse(peer)))
                .findFirst()
                .orElseThrow();
    }

    boolean isEstablished(String peer) {
        return await(neighbors().statuses()).stream()
                .anyMatch(
                        each ->
                                each.address().equals(IpAddress.parse(peer))
                                        && each.peering().state() == SessionState.ESTABLISHED);
    }

    /// Announces hosts, each by a route of type 2.
    void announce(int from, int to) {
        speaker.routing()
                .change(
                        rib -> {
                            for (int i = from; i < to; i++) {
                                rib.originate(update(route(i)));
                            }
                        });
    }

    /// The same, each with attributes of its own: every one takes a message, and not a short one.
    void announceApart(int from, int to) {
        speaker.routing()
                .change(
                        rib -> {
                            for (int i = from; i < to; i++) {
                                var all =
                                        new ArrayList<>(update(route(i)).pathAttributes().asList());
                                var own = IntStream.range(i, i + COMMUNITIES).toArray();
                                all.add(new Communities(IntSequence.of(own)));
                                rib.originate(Update.of(PathAttributes.of(all)));
                            }
                        });
    }

    void withdraw(int from, int to) {
        speaker.routing()
                .change(
                        rib -> {
                            for (int i = from; i < to; i++) {
                                rib.originate(
                                        Update.of(
                                                PathAttributes.of(
                                                        new MpUnreachNlri(field(route(i))))));
                            }
                        });
    }

    private Update update(EvpnRoute route) {
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(MpNextHop.of(address), field(route))));
    }

    private static EvpnNlri field(EvpnRoute route) {
        return new EvpnNlri(List.of(Nlri.of(route)));
    }

    EvpnRoute route(int host) {
        return new MacIpAdvertisement(
                RouteDistinguisher.parse(address + ":100"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x020000000000L + host),
                null,
                new Label24(100),
                null);
    }

    /// How many routes there are.
    int routes() {
        return await(speaker.routing().ask(rib -> rib.view().size()));
    }

    /// The keys of all routes.
    Set<Octets> table() {
        return await(speaker.routing().ask(TestSpeaker::keys));
    }

    private static Set<Octets> keys(Rib rib) {
        var keys = new HashSet<Octets>();
        var listing = rib.view().list(RouteFamily.EVPN);
        while (!listing.isDone()) {
            keys.addAll(listing.next(4096));
        }
        return keys;
    }

    static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        neighbors().stop(false).orTimeout(5, TimeUnit.SECONDS).join();
        speaker.close();
    }
}
