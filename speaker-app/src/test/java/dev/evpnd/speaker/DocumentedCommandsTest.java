package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.ListedCommand;
import dev.evpnd.speaker.manual.IdleConsole;
import dev.evpnd.speaker.manual.ProgramCommand;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the manual says of commands is so. `-Dtranscripts.update` writes anew what comes from their
/// definitions.
class DocumentedCommandsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path MANUAL = DOCS.resolve("commands.md");

    /// Where examples are looked for, the page that says most first.
    private static final List<String> PAGES =
            List.of("shell.md", "kernel.md", "routing.md", "lab.md", "queries.md", "daemon.md");

    private static final Pattern AT_A_PROMPT =
            Pattern.compile("^[a-z0-9-]+# (.+)$|evpnsh -c '([^']+)'", Pattern.MULTILINE);

    private static final IdleConsole IDLE = new IdleConsole();

    @AfterAll
    static void close() {
        IDLE.close();
    }

    private static List<CommandReference.Example> examples() throws IOException {
        var examples = new ArrayList<CommandReference.Example>();
        for (var page : PAGES) {
            AT_A_PROMPT
                    .matcher(Files.readString(DOCS.resolve(page)))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .map(line -> new CommandReference.Example(line.strip(), page))
                    .forEach(examples::add);
        }
        return examples;
    }

    @Test
    void hasTheCommandsOfTheProgramAndOfItsShell() throws IOException {
        var reference = new CommandReference(IDLE.console(), examples());
        var manual = Files.readString(MANUAL);
        var expected = manual;
        for (var table : reference.tables(ProgramCommand.of(Evpnd.commandLine())).entrySet()) {
            var place =
                    Pattern.compile(
                            "(?<=<!-- %1$s: [^\n]{1,200}-->\n).*(?=<!-- end of %1$s -->)"
                                    .formatted(table.getKey()),
                            Pattern.DOTALL);
            assertThat(manual).containsPattern(place);
            expected =
                    place.matcher(expected)
                            .replaceFirst(Matcher.quoteReplacement("\n" + table.getValue()));
        }
        if (System.getProperty("transcripts.update") != null) {
            Files.writeString(MANUAL, expected);
        }
        assertThat(Files.readString(MANUAL)).isEqualTo(expected);
    }

    @Test
    void findsExamplesInOtherPages() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(10);
    }

    @Test
    void saysOfEveryCommandWhatItDoes() {
        assertThat(IDLE.console().commands())
                .hasSizeGreaterThan(60)
                .extracting(ListedCommand::sentence)
                .allMatch(each -> each.matches("[A-Z].*\\."));
    }

    @Test
    void hasAnExampleOfEveryCommandThatIsNoOther() {
        var reference = new CommandReference(IDLE.console(), List.of());
        assertThat(IDLE.console().commands())
                .allMatch(each -> reference.isFor(each, CommandReference.shortest(each)));
    }

    @Test
    void saysOfEveryOptionWhatItIsFor() {
        assertThat(ProgramCommand.of(Evpnd.commandLine()))
                .hasSizeGreaterThan(7)
                .flatExtracting(ProgramCommand::arguments)
                .hasSizeGreaterThan(15)
                .extracting(ProgramCommand.Argument::description)
                .allMatch(each -> each.endsWith("."));
    }
}
