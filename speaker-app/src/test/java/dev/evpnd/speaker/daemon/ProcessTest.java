package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.Evpnd;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.loopback.ListenPort;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The daemon as a process of its own: how it begins, ends, and is killed.
///
/// Whoever waits for what a process says cannot be interrupted, so each test has a thread of its
/// own.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ProcessTest {
    private static final int KILLED = 128 + 9;
    private static final int MOST_TO_COME = 10_000;

    private final List<Process> started = new ArrayList<>();
    private final int port = ListenPort.choose();

    @TempDir Path directory;

    /// Where daemons have their sockets, and are asked; where they usually do, if it is empty.
    private String runtimeDirectory = "";

    @BeforeEach
    void giveThemADirectory() {
        runtimeDirectory = directory.resolve("run").toString();
    }

    @AfterEach
    void kill() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process run(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("run", "--listen", "127.0.0.1:" + port));
        all.addAll(List.of(arguments));
        return evpnd(all);
    }

    private Process evpnd(List<String> arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Evpnd.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("EVPND_RUNTIME_DIR", runtimeDirectory);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /// Until it says where it listens.
    private static void awaitListening(Process process) throws IOException {
        awaitLine(process.inputReader(), "listening on ");
        Thread.ofVirtual().start(() -> skipOutput(process));
    }

    private static String awaitLine(BufferedReader lines, String part) throws IOException {
        var line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        return Objects.requireNonNull(line);
    }

    private static void skipOutput(Process process) {
        try {
            process.inputReader().transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // And its output with it.
        }
    }

    @Test
    void sigtermEndsTheSessionsInOrderAndThenTheProcess() throws Exception {
        var process = run();
        awaitListening(process);
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", port).establish()) {
            process.destroy();
            assertThat(Objects.requireNonNull(peer.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
        }
        assertThat(process.waitFor()).isEqualTo(ExitStatus.STOPPED);
    }

    @Test
    void aFaultyFileChangesNothingAndSaysWhy() throws Exception {
        var file = directory.resolve("evpnd.yaml");
        var good =
                """
                as: 65000
                router-id: 127.0.0.1
                neighbors: {127.0.0.9: {remote-as: internal, passive: true}}
                """;
        Files.writeString(file, good);
        var process = run("--config", file.toString());
        var lines = process.inputReader();
        awaitLine(lines, "listening on ");
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", port).establish()) {
            Files.writeString(file, "as: 65000\nneigbors: {}\n");
            signal(process, "HUP");
            assertThat(awaitLine(lines, "neigbors")).contains(":2:1: neigbors");
            awaitLine(lines, "reload.refused");
            Files.writeString(file, good.replace("{remote-as", "{description: x, remote-as"));
            signal(process, "HUP");
            awaitLine(lines, "reload.done");
            // The session has gone through all of it.
            peer.awaitKeepalives(1);
        }
    }

    private static void signal(Process process, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /// What it says before it has anything to log.
    private static List<String> greeting(Process process) throws IOException {
        var lines = new ArrayList<String>();
        do {
            lines.add(Objects.requireNonNull(process.inputReader().readLine()));
        } while (!lines.getLast().contains("ask"));
        Thread.ofVirtual().start(() -> skipOutput(process));
        return lines;
    }

    @Test
    void saysWhatItIsAndWhereItListensAndHowItIsAsked() throws Exception {
        var lines = greeting(run());
        assertThat(lines.getFirst()).startsWith("evpnd ").contains(": AS 65000, router id ");
        assertThat(lines)
                .contains("listening on 127.0.0.1:" + port)
                .anyMatch(line -> line.startsWith("taking peers from 127.0.0.0/8"));
        assertThat(lines.getLast()).isEqualTo("ask it with: evpnd show peers");
        var asked = evpnd(List.of("show", "peers"));
        assertThat(asked.inputReader().readLine()).startsWith("{\"peers\":[");
        assertThat(asked.waitFor()).isZero();
    }

    @Test
    void isAskedWhereTheEnvironmentSaysThoughItHasAStateDirectory() throws Exception {
        var lines = greeting(run("--state-dir", directory.resolve("state").toString()));
        assertThat(lines.getLast()).isEqualTo("ask it with: evpnd show peers");
        var asked = evpnd(List.of("show", "peers"));
        assertThat(asked.inputReader().readLine()).startsWith("{\"peers\":[");
    }

    @Test
    void isAskedByItsStateDirectoryWhereItHasOne() throws Exception {
        runtimeDirectory = "";
        var state = directory.resolve("state").toString();
        var lines = greeting(run("--state-dir", state));
        assertThat(lines.getLast()).isEqualTo("ask it with: evpnd show peers --state-dir " + state);
        var asked = evpnd(List.of("show", "peers", "--state-dir", state));
        assertThat(asked.inputReader().readLine()).startsWith("{\"peers\":[");
    }

    @Test
    void aSecondOneWithoutAStateDirectoryRunsAndSaysThatItCannotBeAsked() throws Exception {
        awaitListening(run());
        var second = run("--listen", "127.0.0.2:" + port);
        // The first option has taken its port.
        assertThat(second.waitFor()).isEqualTo(ExitStatus.CANNOT_START);
        var third = evpnd(List.of("run", "--listen", "127.0.0.2:" + port));
        assertThat(greeting(third).getLast())
                .isEqualTo(
                        "another evpnd has %s: to be asked, it needs a --state-dir"
                                .formatted(directory.resolve("run")));
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.2", port)) {
            peer.establish();
        }
    }

    @Test
    void listensWhereverItIsTold() throws Exception {
        var lines = greeting(run("--listen", "127.0.0.2:" + port, "--listen", "[::1]:" + port));
        assertThat(lines)
                .contains(
                        "listening on 127.0.0.1:" + port,
                        "listening on 127.0.0.2:" + port,
                        "listening on [::1]:" + port);
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.2", port)) {
            peer.establish();
        }
    }

    @Test
    void whoKeepsItsRoutesIsNotSaidToHaveBeenToldOfItsEnd() throws Exception {
        var file = directory.resolve("evpnd.yaml");
        Files.writeString(
                file,
                """
                as: 65000
                router-id: 127.0.0.1
                graceful-restart: {preserve-forwarding: true}
                peer-defaults: {remote-as: internal, passive: true}
                neighbors:
                  127.0.0.9: {graceful-restart: {mode: restarter}}
                  127.0.0.10: {}
                """);
        var process = run("--config", file.toString());
        var lines = process.inputReader();
        awaitLine(lines, "listening on ");
        try (var keeping = RawPeer.connect("127.0.0.9", "127.0.0.1", port);
                var other = RawPeer.connect("127.0.0.10", "127.0.0.1", port)) {
            keeping.establish(RawPeer.HOLD, ReloadTest.graceful());
            other.establish();
            awaitLine(lines, "session.up");
            awaitLine(lines, "session.up");
            signal(process, "TERM");
            assertThat(List.of(awaitLine(lines, "session.down"), awaitLine(lines, "session.down")))
                    .anyMatch(
                            line ->
                                    line.endsWith(
                                            "peer=127.0.0.9 reason=\"closed without a word, to"
                                                    + " restart\""))
                    .anyMatch(
                            line ->
                                    line.endsWith(
                                            "peer=127.0.0.10 reason=\"sent Cease/Administrative"
                                                    + " Shutdown\""));
            assertThat(keeping.receiveEnd()).isNull();
        }
    }

    @Test
    void aSecondOneDoesNotShareAStateDirectory() throws Exception {
        awaitListening(run("--state-dir", directory.toString()));
        var second = run("--state-dir", directory.toString());
        assertThat(second.inputReader().readLine()).startsWith("another evpnd uses " + directory);
        assertThat(second.waitFor()).isEqualTo(ExitStatus.LOCKED);
    }

    @Test
    void afterAKillUnderLoadTheTablesAreThoseOfAnUndisturbedRun() throws Exception {
        int routes = 20_000;
        try (var one = new TestSpeaker("127.0.0.2");
                var two = new TestSpeaker("127.0.0.3")) {
            var first = run("--state-dir", directory.toString());
            awaitListening(first);
            one.connect("127.0.0.1", port, Optional.empty());
            two.connect("127.0.0.1", port, Optional.empty());
            two.announce(0, 100);
            one.announceApart(0, routes);
            until(() -> two.routes() > 100 + routes / 10);
            first.destroyForcibly();
            assertThat(first.waitFor()).isEqualTo(KILLED);
            // Meanwhile things change.
            one.withdraw(0, routes / 2);
            one.announce(routes, routes + 50);

            var second = run("--state-dir", directory.toString());
            awaitListening(second);
            int all = routes - routes / 2 + 50 + 100;
            until(() -> two.routes() == all && one.routes() == all);
            assertThat(second.waitFor(0, TimeUnit.SECONDS)).isFalse();
            assertThat(two.table()).isEqualTo(one.table());
        }
    }

    private void assertThatItEnds(Process process, int status, String says) throws Exception {
        assertThat(process.inputReader().readLine()).isEqualTo(says);
        assertThat(process.waitFor()).isEqualTo(status);
    }

    @Test
    void saysWhatIsWrongWithAFileThatItCannotRead() throws Exception {
        var none = directory.resolve("none.yaml").toString();
        assertThatItEnds(
                run("--config", none),
                ExitStatus.FAULTY_CONFIGURATION,
                "cannot read " + none + ": no such file or directory");
        assertThatItEnds(
                run("--config", directory.toString()),
                ExitStatus.FAULTY_CONFIGURATION,
                "cannot read " + directory + ": Is a directory");
    }

    @Test
    void saysWhyAStateDirectoryCannotBeOne() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        var begin = "evpnd cannot start: cannot use the directory ";
        assertThatItEnds(
                run("--state-dir", file.toString()),
                ExitStatus.CANNOT_START,
                begin + file + ": it is there, and no directory");
        assertThatItEnds(
                run("--state-dir", file + "/below"),
                ExitStatus.CANNOT_START,
                begin + file + "/below: Not a directory");
        assertThatItEnds(
                run("--state-dir", "/proc/evpnd"),
                ExitStatus.CANNOT_START,
                "evpnd cannot start: no directory can be made at /proc/evpnd");
    }

    /// Connects from one address after the other, each of which gives reason for a line, until one
    /// says how many were left out.
    private void connectUntilLinesAreLeftOut(String event, String configuration) throws Exception {
        var file = Files.writeString(directory.resolve("evpnd.yaml"), configuration);
        var process = run("--config", file.toString());
        var lines = process.inputReader();
        awaitLine(lines, "listening on ");
        var come = new AtomicInteger();
        var going = new AtomicBoolean(true);
        var coming =
                CompletableFuture.runAsync(() -> comeAndGo(come, going))
                        .whenComplete((_, _) -> process.destroy());
        int written = 0;
        var line = "";
        while (!line.contains("suppressed=")) {
            line = awaitLine(lines, event);
            assertThat(line).doesNotContain("suppressed=0");
            written++;
        }
        going.set(false);
        coming.join();
        var left = line.replaceAll(".* suppressed=(\\d+).*", "$1");
        assertThat(written).isGreaterThan(20);
        assertThat(Integer.parseInt(left)).isBetween(1, come.get() - written);
    }

    private void comeAndGo(AtomicInteger come, AtomicBoolean going) {
        while (going.get() && come.get() < MOST_TO_COME) {
            int number = come.incrementAndGet();
            var address = "127.1.%d.%d".formatted(number >> 8 & 255, number & 255);
            try (var peer = RawPeer.connect(address, "127.0.0.1", port)) {
                peer.socket.shutdownOutput();
                peer.receiveEnd();
            } catch (IOException reset) {
                // It is closed either way.
            }
        }
    }

    @Test
    void whoMayNotComeDoesNotFillTheLog() throws Exception {
        connectUntilLinesAreLeftOut("connection.refused", "as: 65000\nrouter-id: 127.0.0.1\n");
    }

    @Test
    void whoComesFromManyAddressesAndSaysNothingDoesNotFillTheLog() throws Exception {
        connectUntilLinesAreLeftOut(
                "session.failed",
                """
                as: 65000
                router-id: 127.0.0.1
                peer-groups: {g: {remote-as: internal}}
                listen-ranges: {127.0.0.0/8: {group: g, limit: 10000}}
                """);
    }
}
