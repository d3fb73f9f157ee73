package dev.evpnd.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// evpnd without a file, on a host whose addresses change: clients are from the subnets that it had
/// when it was told to look.
@Timeout(180)
class LocalSubnetsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Program evpnd(Host host, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-jar");
        command.add(Objects.requireNonNull(System.getProperty("evpnd.jar"), "evpnd.jar"));
        command.add("run");
        command.add("--state-dir");
        command.add(host.newDirectory("state").toString());
        command.addAll(List.of(arguments));
        return host.run(command.toArray(String[]::new));
    }

    private static long count(Program program, String text) {
        return program.lastWords(10_000).lines().filter(each -> each.contains(text)).count();
    }

    private static void await(Program program, String text) {
        if (!Waiting.until(LIMIT, () -> count(program, text) > 0)) {
            throw new AssertionError("no '%s' in:\n%s".formatted(text, program.lastWords(20)));
        }
    }

    private static void reload(Program program) {
        long before = count(program, "reload.done");
        program.signal("HUP");
        assertThat(Waiting.until(LIMIT, () -> count(program, "reload.done") > before))
                .as(() -> program.lastWords(20))
                .isTrue();
    }

    @Test
    void aReloadTakesClientsFromTheSubnetsThatTheMachineHasByThen() throws IOException {
        PeersCondition.require("native", EngineChoice.ofThisMachine());
        try (var lab = Lab.open()) {
            var here = lab.addHost("here");
            var there = lab.addHost("there");
            lab.link(here, "eth0", there, "eth0");
            here.address("eth0", "10.8.0.1/24");
            there.address("eth0", "10.8.0.2/24");
            var reflector = evpnd(here);
            await(reflector, "listening on");
            await(reflector, "taking peers from 10.8.0.0/24");
            var file = there.newDirectory("client").resolve("evpnd.yaml");
            Files.writeString(
                    file,
                    """
                    as: 65000
                    router-id: 10.8.0.2
                    peer-defaults: {remote-as: internal, timers: {connect-retry: 1}}
                    neighbors: {10.8.0.1: {}, 10.9.0.1: {}}
                    """);
            evpnd(there, "--config", file.toString());
            await(reflector, "session.up peer=10.8.0.2");

            here.address("eth0", "10.9.0.1/24");
            there.address("eth0", "10.9.0.2/24");
            await(reflector, "connection.refused peer=10.9.0.2");
            reload(reflector);
            await(reflector, "session.up peer=10.9.0.2");
            assertThat(count(reflector, "session.down")).isZero();

            here.ip("address", "delete", "10.9.0.1/24", "dev", "eth0");
            reload(reflector);
            await(reflector, "session.down peer=10.9.0.2");
            assertThat(reflector.lastWords(10_000)).contains("Peer De-configured");
            assertThat(count(reflector, "session.down peer=10.8.0.2")).isZero();
        }
    }
}
