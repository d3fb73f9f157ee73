package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.loopback.ListenPort;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// A daemon on loopback that ends with its test, and configurations for it.
final class ReloadedDaemon implements AfterEachCallback {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final int port = ListenPort.choose();
    private @Nullable Daemon daemon;

    @Override
    public void afterEach(ExtensionContext context) {
        if (daemon != null) {
            daemon.close();
        }
        assertThat(failures).isEmpty();
    }

    int port() {
        return port;
    }

    Configuration configuration(String... lines) {
        return on("127.0.0.1:" + port, lines);
    }

    static Configuration on(String listen, String... lines) {
        var text =
                """
                as: 65000
                router-id: 127.0.0.1
                listen: "%s"
                peer-defaults: {remote-as: internal, passive: true, route-reflector-client: true}
                """
                                .formatted(listen)
                        + String.join("\n", lines);
        var machine =
                new Machine(BgpIdentifier.parse("127.0.0.1"), "test", "test", List.of(), false);
        return switch (ConfigurationFile.load(text.getBytes(StandardCharsets.UTF_8), machine)) {
            case Loaded.Valid(var configuration) -> configuration;
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.lines("file", 10));
        };
    }

    static String neighbors(String... each) {
        return "neighbors:\n  " + String.join("\n  ", each);
    }

    Daemon start(Configuration configuration) throws IOException {
        return start(configuration, null);
    }

    Daemon start(Configuration configuration, @Nullable StateDirectory state) throws IOException {
        daemon = Daemon.start(configuration, state, null, failures::add);
        return daemon;
    }

    Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    RawPeer connect(String from) throws IOException {
        return RawPeer.connect(from, "127.0.0.1", port);
    }

    RawPeer connectNarrow(String from) throws IOException {
        return RawPeer.connectNarrow(from, "127.0.0.1", port);
    }

    PeerStatus status(String peer) {
        return daemon().speaker().neighbors().statuses().join().stream()
                .filter(each -> each.address().equals(IpAddress.parse(peer)))
                .findFirst()
                .orElseThrow();
    }
}
