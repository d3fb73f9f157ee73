package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.manual.IdleConsole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whatever a page has somebody type is understood, by the shell, by the program, or by what the
/// project has besides. That what is seen then is as the page has it is for the guides' own test,
/// `GuideIT`.
class DocumentedLinesTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("bgp-wire", "evpn-rib", "speaker-app", "frr-testbed", "integration-tests");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```");

    /// Kinds of blocks in which something is typed.
    private static final List<String> TYPED = List.of("", "sh", "text");

    private static final Pattern PROMPT = Pattern.compile("(?m)^(?:[a-z0-9-]*[#$] )?(\\S.*)$");
    private static final Pattern SHELL_LINE =
            Pattern.compile("(?m)^[a-z0-9-]+# (.+)$|evpnsh [^\n|]*-c '([^']+)'");
    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");
    private static final Pattern VERB = Pattern.compile("(show|clear|monitor|watch) .*");

    /// What stands for a value, or for what may be left out.
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z-]*|.*[…<\\[|].*");

    /// Where a command ends, of what a person types to a shell.
    private static final Pattern END = Pattern.compile("\\s+(?:#|[|&<>;]|\\d?>).*|&$");

    private static final Pattern PROGRAM =
            Pattern.compile("(?:sudo )?((?:" + String.join("|", MODULES) + ")/bin/\\S+)(.*)");
    private static final Pattern EVPND =
            Pattern.compile("(?:sudo )?(?:ip netns exec \\S+ )?(?:\\S+/bin/)?evpnd( .*)?");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z0-9-]*");
    private static final Pattern PROPERTY = Pattern.compile("(?<= -D)[a-zA-Z.]+");

    /// Of Maven's plugins.
    private static final List<String> PROPERTIES =
            List.of(
                    "test",
                    "it.test",
                    "surefire.failIfNoSpecifiedTests",
                    "failsafe.failIfNoSpecifiedTests",
                    "mdep.includeScope",
                    "mdep.outputFile");

    private static final IdleConsole IDLE = new IdleConsole();

    @AfterAll
    static void close() {
        IDLE.close();
    }

    /// @param text of the line
    private record Line(Path page, String text) {}

    /// All but the one whose commands are other speakers', and the one that is made of commands.
    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        MODULES.forEach(each -> pages.add(ROOT.resolve(each).resolve("README.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !each.endsWith("interop.md") && !each.endsWith("commands.md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /// What is in blocks, without its prompts, and what is seen too.
    private static List<Line> lines() throws IOException {
        var lines = new ArrayList<Line>();
        for (var page : pages()) {
            for (var block : BLOCK.matcher(Files.readString(page)).results().toList()) {
                if (!TYPED.contains(block.group(1))) {
                    continue;
                }
                var joined = block.group(2).replaceAll("\\\\\n\\s*", "");
                PROMPT.matcher(joined)
                        .results()
                        .map(each -> new Line(page, each.group(1).strip()))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    @Test
    void isUnderstoodByTheShell() throws IOException {
        var faults = new ArrayList<String>();
        int found = 0;
        for (var page : pages()) {
            for (var match : SHELL_LINE.matcher(Files.readString(page)).results().toList()) {
                var line = match.group(1) == null ? match.group(2) : match.group(1);
                var command =
                        line.replaceFirst(" \\| .*", "").replaceFirst("^wat\\w* (\\d+ )?", "");
                if (isForTheShell(command) && !command.contains("…")) {
                    found++;
                    if (IDLE.console().command(command.strip()).isEmpty()) {
                        faults.add(page + ": " + line);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    private static boolean isForTheShell(String command) {
        var first = command.split(" ", -1)[0];
        return !first.equals("exit") && !IDLE.console().expected(first).words().isEmpty();
    }

    /// Up to the first word that stands for others.
    @Test
    void isUnderstoodByTheShellWhereItIsNamedInASentence() throws IOException {
        var faults = new ArrayList<String>();
        int found = 0;
        for (var page : pages()) {
            var prose = BLOCK.matcher(Files.readString(page)).replaceAll("");
            for (var match : CODE.matcher(prose).results().toList()) {
                var code = match.group(1);
                if (VERB.matcher(code).matches()) {
                    found++;
                    if (!begins(IDLE.console(), code)) {
                        faults.add(page + ": " + code);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    private static boolean begins(Console console, String code) {
        var begun = new ArrayList<String>();
        for (var word : code.replaceFirst("^watch (SECONDS |\\d+ )?", "").split(" ", -1)) {
            if (PLACEHOLDER.matcher(word).matches()) {
                break;
            }
            begun.add(word);
        }
        var line = String.join(" ", begun);
        return line.isEmpty()
                || console.command(line).isPresent()
                || !console.expected(line + " ").words().isEmpty();
    }

    @Test
    void isUnderstoodByTheProgram() throws IOException {
        var faults = new ArrayList<String>();
        int found = 0;
        for (var line : lines()) {
            var evpnd = EVPND.matcher(END.matcher(line.text()).replaceFirst(""));
            if (evpnd.matches() && !line.text().contains("evpnd 0.")) {
                found++;
                misunderstood(words(evpnd.group(1)))
                        .ifPresent(
                                each -> faults.add(line.page() + ": " + line.text() + ": " + each));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(found).isGreaterThan(20);
    }

    private static Optional<String> misunderstood(String... words) {
        try {
            Evpnd.commandLine().parseArgs(Evpnd.words(words));
            return Optional.empty();
        } catch (ParameterException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private static String[] words(String behind) {
        return behind == null || behind.isBlank()
                ? new String[0]
                : behind.strip().replace("'", "").split(" +", -1);
    }

    /// Programs that are files here, with options that their sources have.
    @Test
    void isThereAmongTheProjectsOwnPrograms() throws IOException {
        var faults = new ArrayList<String>();
        int found = 0;
        for (var line : lines()) {
            var program = PROGRAM.matcher(END.matcher(line.text()).replaceFirst(""));
            if (program.matches()) {
                found++;
                var file = ROOT.resolve(program.group(1));
                if (!Files.isExecutable(file)) {
                    faults.add(line.page() + ": there is no " + program.group(1));
                } else if (!program.group(1).endsWith("/evpnd")) {
                    var sources = sources(Path.of(program.group(1)).getName(0).toString());
                    OPTION.matcher(program.group(2))
                            .results()
                            .filter(each -> !sources.contains(each.group()))
                            .forEach(each -> faults.add(line.page() + ": " + each.group()));
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void setsPropertiesThatSomethingReads() throws IOException {
        var read = new ArrayList<>(List.of(Files.readString(ROOT.resolve("pom.xml"))));
        for (var module : MODULES) {
            read.add(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
            read.add(sources(module));
        }
        var faults = new ArrayList<String>();
        int found = 0;
        for (var line : lines()) {
            for (var match : PROPERTY.matcher(line.text()).results().toList()) {
                found++;
                var name = match.group();
                if (!PROPERTIES.contains(name) && read.stream().noneMatch(e -> e.contains(name))) {
                    faults.add(line.page() + ": " + name);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(found).isGreaterThan(10);
    }

    /// All that a module is made of, one after the other.
    private static String sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            var texts =
                    files.filter(each -> each.toString().matches(".*/(?:bin/[a-z-]+|.*\\.java)"))
                            .filter(Files::isRegularFile)
                            .filter(each -> !each.toString().contains("/target/"))
                            .toList();
            var all = new ArrayList<String>();
            for (var each : texts) {
                all.add(Files.readString(each));
            }
            return all.stream().collect(Collectors.joining());
        }
    }
}
