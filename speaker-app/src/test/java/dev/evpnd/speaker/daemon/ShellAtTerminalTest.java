package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The shell as a person uses it.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ShellAtTerminalTest {
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_R = "\u0012";
    private static final String PROMPT = "# ";

    /// More than sockets hold, as text.
    private static final int ROUTES = 10_000;

    private static final int ROUTES_OF_AN_UPDATE = 50;

    @TempDir private Path directory;
    private AskedDaemon asked;
    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        asked = new AskedDaemon(directory);
        terminal = shell();
    }

    private Terminal shell(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("shell", "--socket", asked.socket.toString()));
        arguments.addAll(List.of(options));
        var shell = new Terminal(directory, arguments);
        shell.await(PROMPT);
        return shell;
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
        asked.close();
    }

    @Test
    void tabCompletesWordsAndPeersThatThereAre() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            until(() -> asked.isEstablished("127.0.0.9"));
            terminal.type("sh\t").await("show ");
            terminal.type("bg\t").await("bgp ");
            terminal.type("ev\tneig\t").await("neighbors ");
            terminal.type("\t").await("127.0.0.9 ");
            terminal.type("ro\t\r").await("No prefixes displayed, 0 exist");
            assertThat(peer).isNotNull();
        }
        terminal.await(PROMPT);
        terminal.type("exit\r");
        assertThat(terminal.awaitEnd()).isZero();
    }

    @Test
    void tabCompletesValuesThatThereAreAndAQuestionMarkListsThem() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            peer.send(peer.update(1, 2));
            until(() -> asked.routes() == 2);
            asked.learn(100, "02:00:00:00:00:07", "10.1.0.7");
            asked.learn(100, "02:00:00:00:00:08", "10.1.0.8");
            terminal.type("show evpn mac vni 1\t").await("100 ");
            terminal.type("mac 0?");
            assertThat(terminal.await("02:00:00:00:00:08"))
                    .contains("AA:BB:CC:DD:EE:FF", "     02:00:00:00:00:07");
            terminal.type("2:00:00:00:00:08\r").await(" Local Seq: 0");
            terminal.type("show evpn arp-cache vni 1\tip 10.1.0.7\t\r").await("IP: 10.1.0.7");
            terminal.type("show bgp evpn route rd 10\t").await("10.255.0.1:100 ");
            terminal.type("mac 02:00:00:00:00:01\t\r");
            terminal.await("Displayed 1 paths for requested prefix");
        }
    }

    @Test
    void aQuestionMarkTellsWhatMayComeNextAndLeavesTheLine() throws Exception {
        terminal.type("show bgp evpn route type ?");
        assertThat(terminal.await("prefix"))
                .contains("  1          Ethernet Auto-Discovery routes")
                .contains("  macip      MAC/IP Advertisement routes");
        terminal.type("2\r").await("No EVPN prefixes (of requested type) exist");
    }

    @Test
    void aCaretStandsUnderTheWordThatIsNotUnderstood() throws Exception {
        terminal.type("show bgp evpn rotue\r");
        var shown = terminal.await("found 'rotue'").lines().toList();
        var caret = shown.get(shown.size() - 2);
        assertThat(caret.indexOf('^')).isEqualTo((host() + PROMPT + "show bgp evpn ").length());
    }

    private static String host() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    @Test
    void linesOfBeforeAreFoundAgain() throws Exception {
        terminal.type("show version\r").await("evpnd unpackaged");
        terminal.await(PROMPT);
        terminal.type(CONTROL_R + "vers").await("vers");
        terminal.type("\r").await("evpnd unpackaged");
    }

    @Test
    void aLongAnswerStopsAtEachPageAndEndsWhenWhoeverLooksHasSeenEnough() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            peer.send(peer.update(IntStream.range(1, 100).toArray()));
            until(() -> asked.routes() == 99);
            terminal.type("show bgp evpn route\r").await("--More--");
            terminal.type(" ").await("--More--");
            terminal.type(CONTROL_C).await(PROMPT);
            terminal.type("show bgp evpn route\r").await("--More--");
            terminal.type("a").await("Displayed 99 prefixes (99 paths)");
            terminal.await(PROMPT);
            terminal.type("show bgp evpn route | no-more\r");
            assertThat(terminal.await("Displayed 99 prefixes (99 paths)")).doesNotContain("More");
        }
    }

    /// The daemon is done with whoever looks at a page, and does not have to be there any more for
    /// him to see the others.
    @Test
    void whoeverLeavesAPageAloneFindsTheRestWhenHeComesBack() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish();
                var patient = shell("--patience", "PT0.1S")) {
            for (int i = 0; i < ROUTES; i += ROUTES_OF_AN_UPDATE) {
                peer.send(peer.update(IntStream.range(i, i + ROUTES_OF_AN_UPDATE).toArray()));
            }
            until(() -> asked.routes() == ROUTES);
            patient.type("show bgp evpn route\r").await("--More--");
            until(() -> asked.daemon.asking() == 0);
            asked.daemon.close();
            patient.type(" ").await("--More--");
            patient.type("a").await("Displayed 10000 prefixes (10000 paths)");
            patient.await(PROMPT);
            patient.type("show version\r").await("no daemon answers");
        }
    }

    /// However long it gets, nobody has to press a key.
    @Test
    void whatHappensIsShownWhenItDoesUntilControlC() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            terminal.type("monitor bgp evpn\r");
            until(() -> isToldBeforeLong(peer));
            peer.send(peer.update(IntStream.range(1, 101).toArray()));
            assertThat(terminal.await("[02:00:00:00:00:64]")).doesNotContain("More");
            terminal.type(CONTROL_C).await(PROMPT);
            terminal.type("show bgp evpn route | count\r").await("101 prefixes (101 paths)");
        }
    }

    /// What changes before the daemon has begun to watch is not shown.
    private boolean isToldBeforeLong(RawPeer peer) {
        try {
            peer.send(peer.update(0));
            peer.send(RawPeer.withdrawal(0));
            peer.send(peer.update(0));
            return terminal.shows("gained");
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void aCommandIsShownAgainAndAgainUntilControlC() throws Exception {
        try (var peer = RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port).establish()) {
            terminal.type("watch 1 show bgp evpn route | count\r");
            var heading = "Every 1s: show bgp evpn route | count";
            terminal.await(heading);
            // With the time at the end of a line of 80 characters.
            assertThat(terminal.await("0 prefixes (0 paths)").lines().findFirst().orElseThrow())
                    .hasSize(80 - heading.length())
                    .startsWith("  ");
            peer.send(peer.update(1, 2));
            terminal.await("2 prefixes (2 paths)");
            assertThat(terminal.timesCleared()).isGreaterThan(1);
            terminal.type(CONTROL_C).await(PROMPT);
            peer.send(peer.update(IntStream.range(1, 100).toArray()));
            until(() -> asked.routes() == 99);
            // As much of it as the screen has room for.
            terminal.type("wat sh bgp ev ro | inc 02:00\r").await("Every 2s: sh bgp ev ro");
            assertThat(terminal.await("Every 2s: sh bgp ev ro"))
                    .contains("[02:00:00:00:00:01]")
                    .doesNotContain("[02:00:00:00:00:63]");
            terminal.type(CONTROL_C).await(PROMPT);
        }
    }

    /// The answer cannot come to its end before the thread that knows the routes goes on.
    @Test
    void controlCEndsWhatIsWatchedInTheMiddleOfAnAnswer() throws Exception {
        terminal.type("watch 1 show bgp evpn route | include nothing\r").await("Every 1s: ");
        var goesOn = new CountDownLatch(1);
        var held = asked.daemon.speaker().routing().ask(_ -> awaited(goesOn));
        until(() -> asked.daemon.asking() == 1);
        terminal.type(CONTROL_C).await(PROMPT);
        assertThat(held).isNotDone();
        goesOn.countDown();
        terminal.type("show bgp evpn route | count\r").await("0 prefixes (0 paths)");
        terminal.await(PROMPT);
        assertThat(terminal.shows("Every")).isFalse();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    @Test
    void whatIsWatchedIsCompletedAndExplained() throws Exception {
        terminal.type("wat\t").await("watch ");
        assertThat(terminal.type("?").await("what there is"))
                .contains("  SECONDS  from one answer to the next (2)")
                .doesNotContain("monitor");
        terminal.type("5 sh\t").await("show ");
        terminal.type("vers\t\r").await("Every 5s: show version");
        terminal.await("evpnd unpackaged");
        terminal.type(CONTROL_C).await(PROMPT);
        terminal.type("watch 5 show versiom\r");
        assertThat(terminal.await("found 'versiom'"))
                .contains(" ".repeat((host() + PROMPT + "watch 5 show ").length()) + "^");
        terminal.await(PROMPT);
        terminal.type("watch reload\r").await("expected a command that begins with show");
        terminal.type("watch 0 show version\r").await("expected 1 to 3600 seconds");
    }

    @Test
    void aLineIsThrownAwayWithControlCAndTheShellEndsWithControlD() throws Exception {
        terminal.type("show bgp nonsense").await("nonsense");
        terminal.type(CONTROL_C).await(PROMPT);
        terminal.type("show bgp").await("show bgp");
        terminal.type(CONTROL_C).await(PROMPT);
        terminal.type("\u0004");
        assertThat(terminal.awaitEnd()).isZero();
        assertThat(terminal.shows(PROMPT)).as("another prompt").isFalse();
    }
}
