package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.Operator;
import dev.evpnd.speaker.console.Outcome;
import dev.evpnd.speaker.console.OwnRoute;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.Octets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A speaker on loopback with the neighbors that the FRR had whose answers are kept, told of them
/// what that was, and sent the same messages by them.
final class NeighborsOfFrr implements AutoCloseable {
    static final Asn AS = new Asn(65_000);
    private static final BgpIdentifier IDENTIFIER = BgpIdentifier.parse("192.168.33.15");
    private static final SessionTimers TIMERS = new SessionTimers(180, 60, 3, 30, 0, 240, 1, 60, 0);

    /// What FRR announced, but for the capability that evpnd does not know.
    private static final List<Capability> CAPABILITIES =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new RouteRefresh(),
                    new EnhancedRouteRefresh(),
                    new ExtendedMessage(),
                    new AddPath(
                            List.of(
                                    new AddPath.Entry(
                                            AddressFamily.L2VPN_EVPN, AddPath.Entry.RECEIVE))),
                    new Fqdn("vm", ""),
                    new LongLivedGracefulRestart(List.of()),
                    new GracefulRestart(GracefulRestart.NOTIFICATION, 120, List.of()));

    static final List<Capability> OF_PEERS =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new RouteRefresh(),
                    new ExtendedMessage());
    private static final Capability MEMBERSHIPS = new Multiprotocol(AddressFamily.RT_CONSTRAINT);
    private static final Capability RESTART =
            new GracefulRestart(
                    GracefulRestart.NOTIFICATION,
                    120,
                    List.of(
                            new GracefulRestart.Entry(
                                    AddressFamily.L2VPN_EVPN,
                                    GracefulRestart.Entry.FORWARDING_STATE)));

    private static final PeerSettings ROUTES =
            new PeerSettings(
                    ImportSettings.DEFAULT.withRequiresPolicy(false),
                    ExportSettings.DEFAULT.withRequiresPolicy(false));

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(RibSettings.of(AS, IDENTIFIER), 1, RoutingLimits.DEFAULT, 1, failures::add);
    private final Map<String, RawPeer> peers = new HashMap<>();
    private final Console console =
            new Console(
                    new Inspection(
                            speaker.neighbors(), speaker.routing(), Speaker::millis, new Frr()));
    private int port;

    /// What a test does not ask for it cannot say.
    private static final class Frr implements Host {
        @Override
        public Optional<KernelThread> kernel() {
            return Optional.empty();
        }

        @Override
        public RibSettings settings() {
            return RibSettings.of(AS, IDENTIFIER);
        }

        @Override
        public List<InetSocketAddress> listening() {
            return List.of();
        }

        @Override
        public int dynamicLimit() {
            return 10;
        }

        @Override
        public Optional<ShownConfiguration> configuration() {
            return Optional.empty();
        }

        @Override
        public List<String> reload() {
            return List.of();
        }
    }

    /// Up and in step with all of them.
    static NeighborsOfFrr start() throws Exception {
        var started = new NeighborsOfFrr();
        started.bringUp();
        return started;
    }

    int port() {
        return port;
    }

    RawPeer peer(String name) {
        return requireNonNull(peers.get(name));
    }

    private void bringUp() throws Exception {
        var closed = settings("", "closed for repair", Optional.of(""), false, RemoteAs.INTERNAL);
        var first =
                "first reflector of the pair, with a text that is longer than sixty-four characters";
        var neighbors =
                List.of(
                        neighbor("127.0.0.2", internal("RRS", first, false)),
                        neighbor("127.0.0.3", internal("", "second", true)),
                        neighbor(
                                "127.0.0.4",
                                settings(
                                        "",
                                        "",
                                        Optional.empty(),
                                        false,
                                        new RemoteAs.Exactly(new Asn(65_001)))),
                        neighbor("127.0.0.6", withoutSource(closed)),
                        neighbor("127.0.0.7", waitedFor(new Asn((int) 4_200_000_000L))),
                        neighbor("127.0.0.8", withMemberships()),
                        neighbor("127.0.0.9", withoutSource(internal("", "", false))));
        add(neighbors);
        var loopback = InetAddress.getLoopbackAddress();
        port = speaker.neighbors().listen(new InetSocketAddress(loopback, 0)).getPort();
        await(
                speaker.routing()
                        .ask(
                                rib -> {
                                    rib.originate(OwnRoute.update());
                                    return true;
                                }));
        up("A", "127.0.0.2", "192.168.33.12", true);
        up("B", "127.0.0.3", "192.168.33.13", true);
        up("E", "127.0.0.4", "198.51.100.4", true);
        up("D", "127.0.0.70", "198.51.100.70", true);
        up("S", "127.0.0.9", "192.0.2.20", false);
        up("N", "127.0.0.8", "192.0.2.21", List.of(new FourOctetAs(AS), MEMBERSHIPS));
        announce();
        until(() -> answer("show bgp neighbors " + "127.0.0.2").contains(" 20 sent prefixes"));
        for (var address : List.of("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.70")) {
            until(
                    () ->
                            answer("show bgp neighbors " + address)
                                    .contains("End-of-RIB received: Yes"));
            until(() -> answer("show bgp neighbors " + address).contains("End-of-RIB sent: Yes"));
        }
    }

    /// One more, that no FRR had.
    void add(String address) throws Exception {
        add(List.of(neighbor(address, internal("", "", false))));
    }

    private void add(List<Neighbor> neighbors) throws Exception {
        var range =
                new ListenRange(
                        IpPrefix.parse("127.0.0.64/26"),
                        10,
                        withoutSource(internal("DYN", "", false)));
        await(
                speaker.neighbors()
                        .apply(new Neighbors.Change(List.of(), neighbors, List.of(range))));
    }

    private static Neighbor neighbor(String address, NeighborSettings settings) {
        return new Neighbor(IpAddress.parse(address), settings);
    }

    private static NeighborSettings internal(String group, String description, boolean client) {
        return settings(group, description, Optional.empty(), client, RemoteAs.INTERNAL);
    }

    private static NeighborSettings settings(
            String group,
            String description,
            Optional<String> shutdown,
            boolean client,
            RemoteAs remoteAs) {
        return new NeighborSettings(
                group.isEmpty() ? Optional.empty() : Optional.of(group),
                description,
                shutdown,
                client,
                new SessionSettings(
                        AS, IDENTIFIER, remoteAs, false, TIMERS, CAPABILITIES, List.of()),
                transport(Optional.of(IpAddress.parse("127.0.0.1"))),
                ROUTES,
                NextHopSelf.NO);
    }

    private static NeighborSettings withoutSource(NeighborSettings settings) {
        return withSession(settings, settings.session());
    }

    /// It never comes, and is not looked for, so that its state is always the same.
    private static NeighborSettings waitedFor(Asn as) {
        var remoteAs = new RemoteAs.Exactly(as);
        return withSession(
                internal("", "", false),
                new SessionSettings(
                        AS, IDENTIFIER, remoteAs, true, TIMERS, CAPABILITIES, List.of()));
    }

    /// Of the families that FRR was to exchange with that peer, the one that it did exchange was
    /// not EVPN: there it was IPv4, here it is memberships.
    private static NeighborSettings withMemberships() {
        var capabilities = new ArrayList<>(CAPABILITIES);
        capabilities.add(MEMBERSHIPS);
        return withSession(
                internal("", "", false),
                new SessionSettings(
                        AS, IDENTIFIER, RemoteAs.INTERNAL, false, TIMERS, capabilities, List.of()));
    }

    private static NeighborSettings withSession(
            NeighborSettings settings, SessionSettings session) {
        return new NeighborSettings(
                settings.group(),
                settings.description(),
                settings.shutdown(),
                settings.client(),
                session,
                transport(Optional.empty()),
                settings.routes(),
                settings.nextHopSelf());
    }

    private static TransportSettings transport(Optional<IpAddress> source) {
        return new TransportSettings(
                1,
                source,
                Optional.empty(),
                Optional.empty(),
                new TtlRule.Outgoing(255),
                48,
                Optional.empty());
    }

    void up(String name, String address, String identifier, boolean restarts) throws IOException {
        var capabilities = new ArrayList<>(OF_PEERS);
        if (restarts) {
            capabilities.add(RESTART);
        }
        up(name, address, identifier, capabilities);
    }

    private void up(String name, String address, String identifier, List<Capability> capabilities)
            throws IOException {
        var peer = RawPeer.connect(address, "127.0.0.1", port);
        peers.put(name, peer);
        var as = new Asn(name.equals("E") ? 65_001 : 65_000);
        peer.send(Open.of(as, 180, BgpIdentifier.parse(identifier), capabilities));
        assertThat(peer.receive()).isInstanceOf(Open.class);
        peer.send(Keepalive.INSTANCE);
        assertThat(peer.receive()).isInstanceOf(Keepalive.class);
    }

    private void announce() throws IOException {
        var routes = "src/test/resources/dev/evpnd/speaker/console/frr-10.7.1/announced.txt";
        for (var line : Files.readAllLines(Path.of(routes))) {
            var peer = peers.get(line.substring(0, 1));
            if (peer != null) {
                peer.send(Octets.ofHex(line.split(" ", 3)[1]).toByteArray());
            }
        }
        for (var peer : peers.values()) {
            peer.send(Update.endOfRib(AddressFamily.L2VPN_EVPN));
        }
    }

    String answer(String command) {
        return answer(command, Layout.USUAL);
    }

    String answer(String command, Layout layout) {
        var out = new ByteArrayOutputStream();
        assertThat(console.run(command, new Operator("test", false), layout, out))
                .isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        for (var peer : peers.values()) {
            peer.close();
        }
        await(speaker.neighbors().stop(false));
        speaker.close();
        assertThat(failures).isEmpty();
    }
}
