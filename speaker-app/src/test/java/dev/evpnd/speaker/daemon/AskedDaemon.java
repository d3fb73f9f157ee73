package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.admin.Door;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.ListenAddress;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.loopback.ListenPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A daemon of a test on 127.0.0.1, that reflects for whoever comes from loopback, and is asked as
/// any program would ask it.
final class AskedDaemon implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    final int port = ListenPort.choose();
    final Path socket;
    final Configuration configuration;
    final Daemon daemon;
    final List<Throwable> failures = new ArrayList<>();

    AskedDaemon(Path directory) throws IOException {
        var machine =
                new Machine(
                        BgpIdentifier.parse("127.0.0.1"),
                        "reflector.example",
                        "evpnd test",
                        List.of(IpPrefix.parse("127.0.0.0/8")),
                        false);
        configuration =
                ConfigurationFile.withoutFile(machine)
                        .withListen(List.of(ListenAddress.parse("127.0.0.1:" + port)));
        var state = StateDirectory.take(directory).orElseThrow();
        daemon = Daemon.start(configuration, state, directory, failures::add);
        socket = directory.resolve(Door.ADMINISTRATORS.fileName());
    }

    /// The answer to a request, which is a line of its own.
    JsonNode ask(String request) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            var answer =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.UTF_8);
            if (answer.indexOf('\n') != answer.length() - 1) {
                throw new AssertionError("expected one line, found '" + answer + "'");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the daemon says of a peer, nothing where it knows none.
    Optional<JsonNode> peer(String address) {
        return StreamSupport.stream(ask("peers").get("peers").spliterator(), false)
                .filter(each -> each.get("address").stringValue().equals(address))
                .findFirst();
    }

    boolean isEstablished(String address) {
        return peer(address)
                .map(each -> each.get("state").stringValue().equals("Established"))
                .orElse(false);
    }

    /// Has a host come up in a bridge domain, which there is from then on.
    void learn(int vni, String mac, String address) {
        var target = RouteTarget.parse("65000:" + vni);
        var settings =
                MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("127.0.0.1:" + vni),
                        List.of(new ImportTarget.Exact(target)),
                        List.of(target),
                        IpAddress.parse("127.0.0.1"));
        daemon.speaker()
                .routing()
                .ask(
                        rib -> {
                            rib.configure(settings);
                            var host = MacAddress.parse(mac);
                            rib.instances().macLearned(settings.vni(), host, 3, false, 0);
                            return rib.instances()
                                    .neighborLearned(
                                            settings.vni(),
                                            IpAddress.parse(address),
                                            host,
                                            false,
                                            0);
                        })
                .join();
    }

    /// How many EVPN routes it has.
    int routes() {
        return ask("daemon").get("tables").get(0).get("destinations").intValue();
    }

    @Override
    public void close() {
        daemon.close();
        if (!failures.isEmpty()) {
            throw new AssertionError("the daemon has failed", failures.getFirst());
        }
    }
}
