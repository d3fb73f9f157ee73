package dev.evpnd.speaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ConsoleTest {
    private static final ConsoleWithPeers PEERS = new ConsoleWithPeers();
    private static final Operator VIEWER = new Operator("viewer", false);
    private static final Operator ADMINISTRATOR = new Operator("admin", true);

    /// Two MAC addresses behind one VTEP.
    @BeforeAll
    static void announce() {
        PEERS.announce(
                List.of(
                        "A ffffffffffffffffffffffffffffffff008a02000000734001010040020040050400000064"
                                + "c010100002fde800000064030c000000000008800e4f00194604c0a82110000221"
                                + "0001c0a82110000200000000000000000000000000003000aa0000000300000064"
                                + "02210001c0a82110000200000000000000000000000000003000aa000000010000"
                                + "0064"));
    }

    @AfterAll
    static void close() {
        PEERS.close();
    }

    private static Outcome run(String line, Operator operator) {
        return PEERS.console.run(line, operator, OutputStream.nullOutputStream());
    }

    @ParameterizedTest
    @CsvSource({
        "show bgp evpn route | count, 3 prefixes (3 paths)",
        "sh bgp ev ro type 2 | count, 2 prefixes (2 paths)",
        "sh bgp ev ro type 3 | count, 0 prefixes (0 paths)",
        "sh bgp ev rd 65000:7 | count, 0 prefixes (0 paths)",
        "sh bgp ev ro mac 00:aa:00:00:00:03 | count, 1 prefixes (1 paths)",
        "sh bgp ev ro mac 00:aa:00:00:00:03 ip 10.0.0.1 | count, 0 prefixes (0 paths)",
        "sh bgp ev ro prefix 10.99.0.0/24 | count, 1 prefixes (1 paths)",
        "sh bgp ev ro prefix 10.99.0.0/25 | count, 0 prefixes (0 paths)",
        "sh bgp ev ro esi 00:11:22:33:44:55:66:77:88:99 | count, 0 prefixes (0 paths)",
        "sh bgp ev nei 198.51.100.2 adv | count, 1 prefixes (1 paths)",
        "sh bgp ev nei 198.51.100.3 adv | count, 3 prefixes (3 paths)",
        "sh bgp ev nei 198.51.100.2 rec | count, 2 prefixes (2 paths)",
        "show version | count, 1 lines",
    })
    void whatIsThereCanBeCounted(String line, String count) {
        assertThat(PEERS.answer(line)).isEqualTo(count + "\n");
    }

    @Test
    void anAnswerIsJsonIfTheLineOrThePipeSaysSo() {
        assertThat(PEERS.answer("show bgp evpn route | json"))
                .isEqualTo(PEERS.answer("show bgp evpn route json"))
                .startsWith("{")
                .endsWith("\"numPrefix\":3,\"numPaths\":3}\n");
    }

    @Test
    void aLineWithoutWordsDoesNothing() {
        assertThat(PEERS.answer("  ")).isEmpty();
    }

    @Test
    void whoeverMayOnlyLookChangesNothing() {
        assertThat(run("reload", VIEWER))
                .isEqualTo(
                        new Outcome.Failed(
                                "this changes something, and may be told by the socket of"
                                        + " administrators alone"));
        assertThat(run("reload", ADMINISTRATOR))
                .isEqualTo(
                        new Outcome.Failed(
                                "nothing has changed: line 3: a fault; line 7: another"));
    }

    @Test
    void whatIsNotUnderstoodIsSaidAsFrrSaysIt() {
        assertThat(run("show bgp evpn rd 65000", VIEWER))
                .isEqualTo(
                        new Outcome.NotUnderstood(
                                17,
                                "Unknown command: expected all or a route distinguisher, found"
                                        + " '65000'"));
        assertThat(run("show bgp evpn rd", VIEWER))
                .isEqualTo(
                        new Outcome.NotUnderstood(
                                17, "Command incomplete: expected all or a route distinguisher"));
        assertThat(run("show bgp evpn r", VIEWER))
                .isEqualTo(
                        new Outcome.NotUnderstood(
                                14, "Ambiguous command: this can be rd, route or rt"));
    }

    @Test
    void anAnswerIsWrittenInFramesAndTheLastSaysWhatBecameOfTheCommand() {
        var answers = new ConsoleAnswers(PEERS.console);
        var out = new ByteArrayOutputStream();
        answers.answer("command show bgp evpn route | count", VIEWER, out);
        answers.answer("command reload", VIEWER, out);
        answers.answer("command shew", VIEWER, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        text 21
                        3 prefixes (3 paths)
                        done 0
                        failed 77
                        this changes something, and may be told by the socket of administrators alone\
                        fault 0 89
                        Unknown command: expected clear, log, monitor, neighbor, no, reload or show, found 'shew'""");
    }

    @Test
    void everyCommandIsInTheListOfThoseThatFrrHas() throws IOException {
        var listed =
                Files.readAllLines(Path.of("../docs/compat.md")).stream()
                        .takeWhile(each -> !each.startsWith("## What differs"))
                        .filter(each -> each.startsWith("| `"))
                        .map(each -> each.substring(3, each.indexOf('`', 3)).replace("\\|", "|"))
                        .toList();
        var commands = PEERS.console.commands().stream().map(ListedCommand::pattern);
        assertThat(commands.toList()).hasSameElementsAs(listed);
    }

    @Test
    void whatMayComeNextIsToldAsJson() {
        var answers = new ConsoleAnswers(PEERS.console);
        var out = new ByteArrayOutputStream();
        answers.answer("expected show bgp evpn neighbors ", VIEWER, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"begun\":\"\",\"mayEnd\":false,\"words\":[{\"word\":"
                                + "\"A.B.C.D|X:X::X:X|WORD\",\"help\":\"a peer, or the host that it"
                                + " says it is\",\"value\":true,\"existing\":[]}]}\n");
    }
}
