package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is said of files with faults: `faults.txt` has a file and all that is said of it, block by
/// block. `-Dtranscripts.update` writes it anew.
class FaultsTest {
    private static final Path TRANSCRIPT =
            Path.of("src/test/resources/dev/evpnd/speaker/config/faults.txt");
    private static final String SEPARATOR = "----\n";

    /// A file, under a title, and the lines that are printed for it.
    record Block(String title, String file, String lines) {

        static Block parse(String text) {
            int title = text.indexOf('\n') + 1;
            int end = text.indexOf(SEPARATOR);
            return new Block(
                    text.substring(0, title - 1),
                    text.substring(title, end),
                    text.substring(end + SEPARATOR.length()));
        }

        Block withLines(String printed) {
            return new Block(title, file, printed);
        }

        String printed() {
            return OneMachine.faults(file).stream()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }

        String text() {
            return title + "\n" + file + SEPARATOR + lines;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Block> blocks() throws IOException {
        var text = Files.readString(TRANSCRIPT);
        return Stream.of(text.split("\n\n", -1))
                .map(each -> Block.parse(each.stripTrailing() + "\n"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void areToldAllAtOnceWithTheirPlaces(Block block) throws IOException {
        if (System.getProperty("transcripts.update") != null) {
            rewrite();
            return;
        }
        assertThat(block.lines()).isNotEmpty();
        assertThat(block.printed()).isEqualTo(block.lines());
    }

    private static void rewrite() throws IOException {
        var text =
                blocks().map(each -> each.withLines(each.printed()).text())
                        .collect(Collectors.joining("\n"));
        Files.writeString(TRANSCRIPT, text);
    }

    @Test
    void areToldOfOctetsThatAreNoText() {
        var octets = "as: 65000\nlog: \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(lines(ConfigurationFile.load(octets, OneMachine.MACHINE)))
                .containsExactly("f:2:6: expected UTF-8, found other octets");
    }

    @Test
    void areToldOfCharactersThatAreNoText() {
        assertThat(OneMachine.faults("as: 65000\nlog:\n  \u0001"))
                .containsExactly("f:3:3: expected text, found the character U+0001");
    }

    @Test
    void areToldOfCharactersThatAreNoTextByLinesThatEndInAnyWay() {
        assertThat(OneMachine.faults("as: 65000\rlog:\r\n  \u0001"))
                .containsExactly("f:3:3: expected text, found the character U+0001");
    }

    @Test
    void areToldOfFilesThatAreTooLong() throws IOException {
        var octets = new byte[(4 << 20) + 1];
        Arrays.fill(octets, (byte) '#');
        assertThat(lines(ConfigurationFile.load(octets, OneMachine.MACHINE)))
                .containsExactly("f:1:1: expected at most 4194304 octets, found more");
    }

    @Test
    void areToldOfLinesThatAreTooLong() {
        assertThat(OneMachine.faults("as: 65000\n" + " ".repeat((1 << 20) + 1)))
                .containsExactly("f:2:1: expected lines of at most 1048576 characters, found more");
    }

    @Test
    void areCountedWhereTheyAreTooManyToTell() {
        var file = "as: 65000\n" + "a: 1\n".repeat(5000);
        var faulty = (Loaded.Faulty) OneMachine.load(file);
        assertThat(faulty.faults()).hasSize(1000);
        assertThat(faulty.untold()).isEqualTo(4000);
        assertThat(faulty.lines("f", 2)).hasSize(3).last().isEqualTo("f: 4998 more");
    }

    private static List<String> lines(Loaded loaded) {
        return ((Loaded.Faulty) loaded).lines("f", 100);
    }
}
