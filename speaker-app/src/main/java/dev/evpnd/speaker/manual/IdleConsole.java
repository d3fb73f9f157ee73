package dev.evpnd.speaker.manual;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The console of a speaker without peers, for its list of commands.
public final class IdleConsole implements AutoCloseable {
    private static final RibSettings SETTINGS =
            RibSettings.of(new Asn(65_000), BgpIdentifier.parse("192.0.2.1"));

    private final Speaker speaker =
            new Speaker(SETTINGS, 1, RoutingLimits.DEFAULT, 1, IdleConsole::failed);
    private final Console console =
            new Console(
                    new Inspection(speaker.neighbors(), speaker.routing(), () -> 0, new Nothing()));

    private static void failed(Throwable defect) {
        throw new IllegalStateException(defect);
    }

    public Console console() {
        return console;
    }

    @Override
    public void close() {
        speaker.close();
    }

    /// A daemon that listens nowhere and goes by nothing.
    private static final class Nothing implements Host {
        @Override
        public RibSettings settings() {
            return SETTINGS;
        }

        @Override
        public List<InetSocketAddress> listening() {
            return List.of();
        }

        @Override
        public int dynamicLimit() {
            return 0;
        }

        @Override
        public Optional<KernelThread> kernel() {
            return Optional.empty();
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
}
