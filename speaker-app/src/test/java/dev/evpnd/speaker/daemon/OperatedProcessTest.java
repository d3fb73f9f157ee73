package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.Evpnd;
import dev.evpnd.speaker.admin.Door;
import dev.evpnd.wire.loopback.ListenPort;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The daemon as a process, and its operator's shell as others.
@Timeout(120)
class OperatedProcessTest {
    private static final String PEER = "127.0.0.9";

    private final List<Process> started = new ArrayList<>();
    private final int port = ListenPort.choose();

    @TempDir Path directory;

    private Path file;
    private Path state;

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("evpnd.yaml");
        state = directory.resolve("state");
        Files.writeString(
                file,
                """
                as: 65000
                router-id: 127.0.0.1 # as on loopback
                log: {level: warn}
                neighbors:
                  127.0.0.9: {remote-as: internal, passive: true}
                  127.0.0.10: {remote-as: internal, password: hush}
                """);
        process(
                "run",
                "--config",
                file.toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--state-dir",
                state.toString());
        until(() -> Files.exists(state.resolve(Door.VIEWERS.fileName())));
    }

    @AfterEach
    void kill() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process process(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Evpnd.class.getName()));
        command.addAll(List.of(arguments));
        var output = directory.resolve("output-" + started.size());
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        started.add(process);
        return process;
    }

    /// What a process says to its end.
    private String output(int status, String... arguments) throws Exception {
        var output = directory.resolve("output-" + started.size());
        assertThat(process(arguments).waitFor()).as(() -> String.valueOf(output)).isEqualTo(status);
        return Files.readString(output);
    }

    /// What commands by a socket answer, one after the other.
    private String shell(Door door, String... commands) throws Exception {
        var arguments =
                new ArrayList<>(
                        List.of("shell", "--socket", state.resolve(door.fileName()).toString()));
        for (var command : commands) {
            arguments.addAll(List.of("-c", command));
        }
        return output(0, arguments.toArray(String[]::new));
    }

    private String shell(String... commands) throws Exception {
        return shell(Door.ADMINISTRATORS, commands);
    }

    @Test
    void theConfigurationThatHoldsIsShownWithoutSecretsAndCanBeTakenAgain() throws Exception {
        var listen = "listen:\n  - \"127.0.0.1:" + port + "\"\nstate-directory: " + state + "\n";
        var expected =
                """
                as: 65000
                router-id: 127.0.0.1
                log:
                  level: warn
                neighbors:
                  127.0.0.9:
                    remote-as: internal
                    passive: true
                  127.0.0.10:
                    remote-as: internal
                    password: "********"
                """
                        + listen;
        // What the file says by now does not hold before it is read.
        Files.writeString(file, "as: 65001\n");
        var shown = shell(Door.VIEWERS, "show running-config");
        assertThat(shown).isEqualTo(expected);
        var again = Files.writeString(directory.resolve("again.yaml"), shown);
        assertThat(output(0, "check", again.toString())).endsWith("no faults\n");
    }

    @Test
    void whatWasOrderedStandsAboveTheConfiguration() throws Exception {
        var shown =
                shell(
                        "neighbor 127.0.0.9 shutdown message back in an hour",
                        "neighbor 127.0.0.10 shutdown",
                        "no neighbor 127.0.0.10 shutdown",
                        "log level evpnd.session debug",
                        "reload",
                        "show running-config");
        assertThat(shown)
                .startsWith(
                        """
                        # By command, until the daemon ends:
                        #   neighbor 127.0.0.9 shutdown message back in an hour
                        #   log level evpnd.session debug
                        as: 65000
                        """);
        var again = Files.writeString(directory.resolve("again.yaml"), shown);
        assertThat(output(0, "check", again.toString())).endsWith("no faults\n");
    }

    private JsonNode log() throws Exception {
        return new JsonMapper().readTree(shell("show log 500 json"));
    }

    @Test
    void aLogWritesWhatItIsToldToAndTheOthersWhatIsConfigured() throws Exception {
        shell("log level evpnd.session debug", "log level evpnd.console info");
        try (var peer = RawPeer.connect(PEER, "127.0.0.1", port).establish()) {
            assertThat(peer).isNotNull();
            until(() -> shell("show log | include session.up").contains(PEER));
        }
        assertThat(shell("show log"))
                .startsWith(
                        """
                        Lines go to standard error, as text. The last 500 are kept here as well.

                        Log              Level  Set by
                        evpnd            warn   configuration
                        evpnd.admin      warn   configuration
                        evpnd.console    info   command
                        evpnd.daemon     warn   configuration
                        evpnd.http       warn   configuration
                        evpnd.kernel     warn   configuration
                        evpnd.session    debug  command
                        evpnd.vtep       warn   configuration

                        """)
                .contains(" INFO  session.up peer=127.0.0.9 ");
        Files.writeString(file, Files.readString(file).replace("level: warn", "level: error"));
        shell("no log level evpnd.session", "reload");
        var log = log();
        assertThat(log.get("logs").get(6).get("level").asString()).isEqualTo("error");
        assertThat(log.get("logs").get(2).get("setBy").asString()).isEqualTo("command");
        // The reload itself is not logged: what is configured is errors alone.
        assertThat(log.get("lines").toString())
                .contains("console.command user=", "command=\\\"no log level evpnd.session\\\"")
                .doesNotContain("reload.done");
        // And who reads standard error has read the same.
        assertThat(Files.readString(directory.resolve("output-0")))
                .contains(" INFO  session.up peer=127.0.0.9 ");
    }

    @Test
    void ofTheLogAsManyLinesAreShownAsWanted() throws Exception {
        shell("log level evpnd info", "clear bgp *", "clear bgp * soft");
        for (int i = 1; i <= 2; i++) {
            var log = new JsonMapper().readTree(shell("show log " + i + " json"));
            assertThat(log.get("lines").size()).isEqualTo(i);
        }
        var socket = state.resolve(Door.ADMINISTRATORS.fileName()).toString();
        for (var bad : List.of("show log 0", "show log 501", "show log -1")) {
            assertThat(output(2, "shell", "--socket", socket, "-c", bad))
                    .contains("expected json or a number from 1 to 500");
        }
        assertThat(output(2, "shell", "--socket", socket, "-c", "log level evpnd.nothing info"))
                .contains("expected the name of a log");
    }

    @Test
    void whoMayOnlyLookChangesNothing() throws Exception {
        var socket = state.resolve(Door.VIEWERS.fileName()).toString();
        for (var order :
                List.of(
                        "clear bgp *",
                        "neighbor 127.0.0.9 shutdown",
                        "no neighbor 127.0.0.9 shutdown",
                        "log level evpnd debug",
                        "no log level evpnd")) {
            assertThat(output(1, "shell", "--socket", socket, "-c", order))
                    .contains("may be told by the socket of administrators alone");
        }
        assertThat(shell(Door.VIEWERS, "show running-config")).doesNotContain("#");
    }
}
