package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A console of a speaker with the peers that the FRR had whose answers are kept as transcripts.
final class ConsoleWithPeers implements AutoCloseable {
    private static final int HEADER = 19;

    /// As FRR does with `no bgp ebgp-requires-policy`.
    private static final PeerSettings TAKES_ALL =
            new PeerSettings(
                    ImportSettings.DEFAULT.withRequiresPolicy(false),
                    ExportSettings.DEFAULT.withRequiresPolicy(false));

    private final List<Throwable> failures = new ArrayList<>();
    private final RibSettings settings =
            RibSettings.of(new Asn(65_000), BgpIdentifier.parse("192.168.33.15"));
    private final Speaker speaker;
    private final Map<String, Integer> peers = new HashMap<>();
    private final Map<String, Negotiated> sessions = new HashMap<>();
    final Console console;

    ConsoleWithPeers() {
        this(1);
    }

    /// @param shards that the routes are in
    ConsoleWithPeers(int shards) {
        speaker = new Speaker(settings, shards, RoutingLimits.DEFAULT, 1, failures::add);
        console =
                new Console(
                        new Inspection(
                                speaker.neighbors(),
                                speaker.routing(),
                                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                                new Nothing()));
        speaker.routing()
                .ask(
                        rib -> {
                            rib.originate(OwnRoute.update());
                            return true;
                        })
                .join();
        up("A", "198.51.100.2", "192.168.33.12", PeerKind.INTERNAL);
        up("B", "198.51.100.3", "192.168.33.13", PeerKind.CLIENT);
        up("E", "198.51.100.4", "198.51.100.4", PeerKind.EXTERNAL);
        up("D", "198.51.100.70", "198.51.100.70", PeerKind.INTERNAL);
        up("S", "198.51.100.9", "198.51.100.9", PeerKind.INTERNAL);
        up("V", "2001:db8::2", "192.0.2.18", PeerKind.INTERNAL);
    }

    /// Nobody asks for what it could say.
    private final class Nothing implements Host {
        @Override
        public Optional<KernelThread> kernel() {
            return Optional.empty();
        }

        @Override
        public RibSettings settings() {
            return settings;
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
            return List.of("line 3: a fault", "line 7: another");
        }
    }

    private void up(String name, String address, String identifier, PeerKind kind) {
        up(name, address, identifier, kind, Negotiated.DEFAULT, TAKES_ALL);
    }

    void up(
            String name,
            String address,
            String identifier,
            PeerKind kind,
            Negotiated negotiated,
            PeerSettings treatment) {
        boolean external = kind == PeerKind.EXTERNAL;
        var peer =
                new Peer(
                        IpAddress.parse(address),
                        new Asn(external ? 65_001 : 65_000),
                        BgpIdentifier.parse(identifier),
                        kind,
                        negotiated.withExternal(external));
        sessions.put(name, peer.negotiated());
        peers.put(name, speaker.routing().ask(rib -> rib.peerUp(peer, treatment)).join());
    }

    /// @param lines the name of a peer, and an UPDATE in hex that it sends
    void announce(List<String> lines) {
        speaker.routing()
                .ask(
                        rib -> {
                            announce(rib, lines);
                            return true;
                        })
                .join();
    }

    private void announce(Rib rib, List<String> lines) {
        for (var line : lines) {
            var parts = line.split(" ", 3);
            byte[] message = Octets.ofHex(parts[1]).toByteArray();
            rib.update(requireNonNull(peers.get(parts[0])), message, HEADER, message.length);
        }
        rib.settle();
    }

    /// Has something else happen to the RIB.
    void change(Consumer<Rib> change) {
        speaker.routing()
                .ask(
                        rib -> {
                            change.accept(rib);
                            rib.settle();
                            return true;
                        })
                .join();
    }

    /// @param peer that sends it, by its name
    void announce(String peer, Update update) {
        var message = new OctetWriter();
        var here = requireNonNull(sessions.get(peer));
        update.encodeBody(message, here.withAddPath(here.addPathSend(), here.addPathReceive()));
        int number = requireNonNull(peers.get(peer));
        change(rib -> rib.update(number, message.array(), 0, message.length()));
    }

    /// A MAC-VRF as that FRR has it for a VNI.
    ///
    /// @param number in its distinguisher
    static MacVrfSettings macVrf(int vni, int number) {
        var target = RouteTarget.parse("65000:" + vni);
        return MacVrfSettings.of(
                new Vni(vni),
                RouteDistinguisher.parse("192.168.33.15:" + number),
                List.of(new ImportTarget.Exact(target)),
                List.of(target),
                IpAddress.parse("192.168.33.15"));
    }

    /// What a command answers that can be done.
    String answer(String command) {
        return answer(command, Layout.USUAL);
    }

    /// The same, in a layout.
    String answer(String command, Layout layout) {
        var out = new ByteArrayOutputStream();
        assertThat(console.run(command, new Operator("test", false), layout, out))
                .isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The values that are there and may come behind a line.
    List<String> offered(String line) {
        var expected = console.expected(line);
        return expected.words().stream()
                .flatMap(each -> console.existing(each, expected).stream())
                .toList();
    }

    /// Why a command cannot be done.
    String failure(String command) {
        var outcome =
                console.run(command, new Operator("test", false), new ByteArrayOutputStream());
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }

    @Override
    public void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }
}
