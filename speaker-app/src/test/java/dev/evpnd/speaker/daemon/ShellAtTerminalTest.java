package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.daemon.TestSpeaker.until;

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
import java.util.List;
import java.util.stream.IntStream;

/// The shell as a person uses it.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ShellAtTerminalTest {
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_R = "\u0012";
    private static final String PROMPT = "# ";

    @TempDir private Path directory;
    private AskedDaemon asked;
    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        asked = new AskedDaemon(directory);
        terminal = new Terminal(directory, List.of("shell", "--socket", asked.socket.toString()));
        terminal.await(PROMPT);
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

    @Test
    void aLineIsThrownAwayWithControlCAndTheShellEndsWithControlD() throws Exception {
        terminal.type("show bgp nonsense" + CONTROL_C).await(PROMPT);
        terminal.type("\u0004");
        assertThat(terminal.awaitEnd()).isZero();
    }
}
