package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.Octets;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A console of a speaker with the peers that the FRR had whose answers are kept as transcripts.
final class ConsoleWithPeers implements AutoCloseable {
    private static final int HEADER = 19;

    /// As FRR does with `no bgp ebgp-requires-policy`.
    private static final PeerSettings TAKES_ALL =
            new PeerSettings(
                    ImportSettings.DEFAULT.withRequiresPolicy(false), ExportSettings.DEFAULT);

    private final List<Throwable> failures = new ArrayList<>();
    private final RibSettings settings =
            RibSettings.of(new Asn(65_000), BgpIdentifier.parse("192.168.33.15"));
    private final Speaker speaker =
            new Speaker(settings, 1, RoutingLimits.DEFAULT, 1, failures::add);
    private final Map<String, Integer> peers = new HashMap<>();
    final Console console;

    ConsoleWithPeers() {
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
                            rib.originate(ownRoute());
                            return true;
                        })
                .join();
        up("A", "198.51.100.2", "192.168.33.12", PeerKind.INTERNAL);
        up("B", "198.51.100.3", "192.168.33.13", PeerKind.CLIENT);
        up("E", "198.51.100.4", "198.51.100.4", PeerKind.EXTERNAL);
        up("D", "198.51.100.70", "198.51.100.70", PeerKind.INTERNAL);
        up("V", "2001:db8::2", "192.0.2.18", PeerKind.INTERNAL);
    }

    /// What FRR had of its own.
    private static Update ownRoute() {
        var route =
                new IpPrefixAdvertisement(
                        RouteDistinguisher.parse("192.168.33.15:7"),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        IpPrefix.parse("10.99.0.0/24"),
                        IpAddress.parse("0.0.0.0"),
                        Label24.ZERO);
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new MultiExitDisc(0),
                        ExtendedCommunities.of(RouterMac.of(MacAddress.parse("02:00:00:00:00:15"))),
                        new MpReachNlri(
                                MpNextHop.of(IpAddress.parse("::")),
                                new EvpnNlri(List.of(Nlri.of(route))))));
    }

    /// Nobody asks for what it could say.
    private final class Nothing implements Host {
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
        public List<String> reload() {
            return List.of("line 3: a fault", "line 7: another");
        }
    }

    private void up(String name, String address, String identifier, PeerKind kind) {
        boolean external = kind == PeerKind.EXTERNAL;
        var peer =
                new Peer(
                        IpAddress.parse(address),
                        new Asn(external ? 65_001 : 65_000),
                        BgpIdentifier.parse(identifier),
                        kind,
                        Negotiated.DEFAULT.withExternal(external));
        peers.put(name, speaker.routing().ask(rib -> rib.peerUp(peer, TAKES_ALL)).join());
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
        while (!rib.settle(Integer.MAX_VALUE)) {
            // There is more.
        }
    }

    /// What a command answers that can be done.
    String answer(String command) {
        var out = new ByteArrayOutputStream();
        assertThat(console.run(command, new Operator("test", false), out))
                .isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }
}
