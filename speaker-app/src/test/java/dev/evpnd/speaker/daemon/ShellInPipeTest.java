package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.Evpnd;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The shell, of which another program reads what goes on and on.
@Timeout(120)
class ShellInPipeTest {
    private static final int PATIENCE_SECONDS = 30;

    @TempDir private Path directory;
    private AskedDaemon asked;

    @BeforeEach
    void open() throws IOException {
        asked = new AskedDaemon(directory);
    }

    @AfterEach
    void close() {
        asked.close();
    }

    private Process shell(String command) throws IOException {
        return shell(List.of("-c", command));
    }

    private Process shell(List<String> arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Evpnd.class.getName(),
                                "shell",
                                "--socket",
                                asked.socket.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void assertThatItEnds(Process shell, int status) throws InterruptedException {
        try {
            assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).isEqualTo(status);
        } finally {
            shell.destroyForcibly();
        }
    }

    /// The daemon does not have to wait for who takes his time with what is more than a pipe holds.
    @Test
    void whoeverReadsLateFindsTheWholeAnswer() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            for (int i = 0; i < 10_000; i += 50) {
                peer.send(peer.update(IntStream.range(i, i + 50).toArray()));
            }
            until(() -> asked.routes() == 10_000);
            var shell = shell(List.of("--patience", "PT0.1S", "-c", "show bgp evpn route"));
            try (var reader = shell.inputReader()) {
                assertThat(reader.readLine()).startsWith("BGP table version");
                until(() -> asked.daemon.asking() == 0);
                asked.daemon.close();
                assertThat(reader.lines().toList())
                        .endsWith("Displayed 10000 prefixes (10000 paths)");
            }
            assertThatItEnds(shell, 0);
        }
    }

    private static void flap(RawPeer peer) {
        try {
            peer.send(peer.update(1));
            peer.send(RawPeer.withdrawal(1));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    /// Each line at once; and nothing is wrong about a reader who has read enough.
    @Test
    void whatHappensIsWrittenWhenItDoesAndTheShellEndsWithItsReader() throws Exception {
        var shell = shell("monitor bgp evpn | include lost");
        try (var peer =
                RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port)
                        .establish(0, RawPeer.CAPABILITIES)) {
            try (BufferedReader lines = shell.inputReader()) {
                until(
                        () -> {
                            flap(peer);
                            return isReady(lines);
                        });
                assertThat(lines.readLine()).contains("lost    [2]:[0]:[48]:[02:00:00:00:00:01]");
            }
            until(
                    () -> {
                        flap(peer);
                        return !shell.isAlive();
                    });
        }
        assertThatItEnds(shell, 0);
    }

    private static boolean isReady(BufferedReader lines) {
        try {
            return lines.ready();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void theShellFailsWhenTheDaemonEndsBeforeTheAnswer() throws Exception {
        var shell = shell("monitor bgp evpn json");
        try (var peer =
                RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port)
                        .establish(0, RawPeer.CAPABILITIES)) {
            try (BufferedReader lines = shell.inputReader()) {
                until(
                        () -> {
                            flap(peer);
                            return isReady(lines);
                        });
                asked.close();
                assertThatItEnds(shell, 1);
            }
        }
        asked = new AskedDaemon(directory);
    }

    @Test
    void aWatchedAnswerIsWrittenBehindTheOneBefore() throws Exception {
        var shell = shell("watch 1 show version | include evpnd");
        try (BufferedReader lines = shell.inputReader()) {
            for (int i = 0; i < 2; i++) {
                assertThat(lines.readLine()).startsWith("Every 1s: show version  20");
                assertThat(lines.readLine()).isEmpty();
                assertThat(lines.readLine()).startsWith("evpnd ");
            }
        }
        assertThatItEnds(shell, 0);
    }

    @Test
    void whatCannotBeWatchedEndsAtOnce() throws Exception {
        assertThatItEnds(shell("watch monitor bgp evpn"), 2);
        assertThatItEnds(shell("watch 4000 show version"), 2);
        assertThatItEnds(shell("watch show nothing"), 2);
        assertThatItEnds(shell("watch"), 2);
    }

    @Test
    void textIsLaidOutAsTheReleaseThatIsAskedFor() throws Exception {
        var summary = "show bgp evpn route | include Status codes";
        try (var peer =
                RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port)
                        .establish(0, RawPeer.CAPABILITIES)) {
            peer.send(peer.update(1));
            until(() -> linesOf(List.of("-c", summary)).size() == 1);
            assertThat(linesOf(List.of("--layout", "10.3", "-c", summary)))
                    .containsExactly(
                            "Status codes: s suppressed, d damped, h history, * valid, > best,"
                                    + " i - internal");
            assertThat(
                            linesOf(
                                    List.of(
                                            "--layout",
                                            "10.3",
                                            "-c",
                                            "terminal layout 10.7",
                                            "-c",
                                            summary)))
                    .containsExactly(
                            "Status codes:  s suppressed, d damped, h history, u unsorted, * valid,"
                                    + " > best, = multipath,");
        }
        assertThatItEnds(shell(List.of("--layout", "9", "-c", "show version")), 2);
        assertThatItEnds(shell("terminal layout 9"), 2);
    }

    private List<String> linesOf(List<String> arguments) {
        try {
            var shell = shell(arguments);
            try (BufferedReader lines = shell.inputReader()) {
                var all = lines.lines().toList();
                assertThatItEnds(shell, 0);
                return all;
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
