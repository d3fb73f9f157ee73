package dev.evpnd.speaker;

import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.ListedCommand;
import dev.evpnd.speaker.manual.ProgramCommand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of docs/commands.md: of commands in the shell, their words, and the program's own.
///
/// @param examples lines that other pages show, with the page
record CommandReference(Console console, List<Example> examples) {

    /// A value for each name of one.
    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("COMMUNITY", "65000:1"),
                    Map.entry("ESI", "00:11:22:33:44:55:66:77:88:99"),
                    Map.entry("IFNAME", "vxlan100"),
                    Map.entry("IP", "10.1.0.3"),
                    Map.entry("LARGE-COMMUNITY", "65000:1:2"),
                    Map.entry("LOG", "evpnd"),
                    Map.entry("MAC", "02:00:00:00:00:01"),
                    Map.entry("NEIGHBOR", "192.0.2.1"),
                    Map.entry("PEER", "192.0.2.1"),
                    Map.entry("PREFIX", "10.3.0.0/24"),
                    Map.entry("RD", "192.0.2.1:100"),
                    Map.entry("RT", "65000:100"),
                    Map.entry("VNI", "100"),
                    Map.entry("VRF", "red"));

    /// @param page on which it stands
    record Example(String line, String page) {}

    /// The commands of the shell, by what they begin with.
    String commands() {
        var groups = new LinkedHashMap<String, Predicate<ListedCommand>>();
        groups.put("show bgp", each -> each.pattern().startsWith("show bgp "));
        groups.put("show evpn", each -> each.pattern().startsWith("show evpn "));
        groups.put("show, of the rest", each -> each.pattern().startsWith("show "));
        groups.put("monitor", each -> !each.changes());
        groups.put("what changes something", _ -> true);
        var left = console.commands();
        var out = new StringBuilder();
        for (var group : groups.entrySet()) {
            var here = left.stream().filter(group.getValue()).toList();
            left = left.stream().filter(each -> !here.contains(each)).toList();
            out.append("### %s\n\n".formatted(group.getKey()));
            out.append("| command | what it does | for example | who may | JSON |\n");
            out.append("|---|---|---|---|---|\n");
            here.forEach(each -> out.append(row(each)));
            out.append('\n');
        }
        return out.toString();
    }

    private String row(ListedCommand command) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        cell(command.pattern()),
                        command.sentence(),
                        cell(example(command)),
                        command.changes() ? "admin" : "view",
                        command.hasJson() ? "yes" : "–");
    }

    /// What another page shows, or the shortest line that is this command.
    private String example(ListedCommand command) {
        return examples.stream()
                .filter(each -> isFor(command, commandOf(each.line())))
                .findFirst()
                .map(each -> "`%s` ([%s](%s))".formatted(each.line(), each.page(), each.page()))
                .orElseGet(() -> "`" + shortest(command) + "`");
    }

    /// Whether a line is this command, and no other.
    boolean isFor(ListedCommand command, String line) {
        return console.command(line).equals(Optional.of(command));
    }

    /// Without all that may be left out, and with the first of what it may be.
    static String shortest(ListedCommand command) {
        var line = command.pattern();
        for (var before = ""; !before.equals(line); ) {
            before = line;
            line = line.replaceFirst("\\[[^\\[\\]]*]", "");
        }
        for (var before = ""; !before.equals(line); ) {
            before = line;
            line = line.replaceFirst("<([^<>|]*)\\|[^<>]*>", "$1");
        }
        return Stream.of(line.strip().split(" +"))
                .map(each -> VALUES.getOrDefault(each, each))
                .collect(Collectors.joining(" "));
    }

    /// Without what the shell itself does.
    private static String commandOf(String line) {
        return line.replaceFirst(" \\| .*", "").replaceFirst("^watch (\\d+ )?", "");
    }

    String keywords() {
        return "| word | |\n|---|---|\n"
                + words(each -> !each.isValue())
                        .map(each -> "| `%s` | %s |\n".formatted(cell(each.name()), each.help()))
                        .collect(Collectors.joining())
                + "\n";
    }

    String values() {
        return "| value | is | as `?` shows it |\n|---|---|---|\n"
                + words(Expected.Candidate::isValue)
                        .map(
                                each ->
                                        "| `%s` | %s | `%s` |\n"
                                                .formatted(
                                                        each.name(),
                                                        each.help(),
                                                        cell(each.shown())))
                        .collect(Collectors.joining())
                + "\n";
    }

    private Stream<Expected.Candidate> words(Predicate<Expected.Candidate> which) {
        return console.words().stream().filter(which);
    }

    /// The program's own commands.
    static String program(List<ProgramCommand> commands) {
        return commands.stream().map(CommandReference::section).collect(Collectors.joining());
    }

    private static String section(ProgramCommand command) {
        var out = new StringBuilder("### %s\n\n".formatted(command.name()));
        out.append(command.description()).append("\n\n```\n");
        out.append(command.synopsis()).append("\n```\n\n");
        if (!command.arguments().isEmpty()) {
            out.append("| option | |\n|---|---|\n");
            for (var each : command.arguments()) {
                out.append("| `%s` | %s |\n".formatted(each.written(), cell(each.description())));
            }
            out.append('\n');
        }
        command.remarks().forEach(each -> out.append(text(each)).append('\n'));
        return out.toString();
    }

    private static String text(ProgramCommand.Remark remark) {
        return switch (remark) {
            case ProgramCommand.Remark.Text(var text) -> text + "\n";
            case ProgramCommand.Remark.Lines(var lines) ->
                    "```\n" + String.join("\n", lines) + "\n```\n";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /// All of it, by the names of the places in the page.
    Map<String, String> tables(List<ProgramCommand> program) {
        var tables = new LinkedHashMap<String, String>();
        tables.put("commands", commands());
        tables.put("words", keywords());
        tables.put("values", values());
        tables.put("program", program(program));
        return tables;
    }
}
