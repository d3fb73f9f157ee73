package dev.evpnd.speaker.manual;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A subcommand of the program, as its help has it.
///
/// @param name in full: `evpnd kernel clean`
/// @param synopsis the name, and what may stand behind it
/// @param remarks what stands below the options, in order
public record ProgramCommand(
        String name,
        String synopsis,
        String description,
        List<Argument> arguments,
        List<Remark> remarks) {

    /// An option, or what stands without one.
    ///
    /// @param written `-c FILE, --config FILE`
    public record Argument(String written, String description) {}

    /// A paragraph.
    public sealed interface Remark {

        record Text(String text) implements Remark {}

        /// Lines that stay as they are.
        record Lines(List<String> lines) implements Remark {}
    }

    public ProgramCommand {
        arguments = List.copyOf(arguments);
        remarks = List.copyOf(remarks);
    }

    /// All that somebody is to know of, in the order of help; a command that has others is left
    /// out.
    public static List<ProgramCommand> of(CommandLine program) {
        return of(program, program.getCommandName()).toList();
    }

    private static Stream<ProgramCommand> of(CommandLine command, String name) {
        var inside =
                command.getSubcommands().values().stream()
                        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                        .toList();
        return inside.isEmpty()
                ? Stream.of(one(command, name))
                : inside.stream().flatMap(each -> of(each, name + " " + each.getCommandName()));
    }

    /// One command by itself.
    public static ProgramCommand one(CommandLine command, String name) {
        var spec = command.getCommandSpec();
        var arguments =
                Stream.concat(
                        options(spec).map(ProgramCommand::argument),
                        parameters(spec)
                                .map(each -> new Argument(each.paramLabel(), description(each))));
        return new ProgramCommand(
                name,
                synopsis(spec, name),
                String.join(" ", spec.usageMessage().description()),
                arguments.toList(),
                remarks(List.of(spec.usageMessage().footer())));
    }

    /// `--help` is the same everywhere.
    private static Stream<OptionSpec> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(each -> !each.hidden() && !each.usageHelp() && !each.versionHelp());
    }

    private static Stream<PositionalParamSpec> parameters(CommandSpec spec) {
        return spec.positionalParameters().stream().filter(each -> !each.hidden());
    }

    private static Argument argument(OptionSpec option) {
        var written = Stream.of(option.names()).map(each -> each + label(option));
        return new Argument(written.collect(Collectors.joining(", ")), description(option));
    }

    private static String label(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " " + option.paramLabel();
    }

    /// picocli takes descriptions for formats.
    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description()).replace("%%", "%");
    }

    private static String synopsis(CommandSpec spec, String name) {
        var parts = new ArrayList<String>(List.of(name));
        var grouped = spec.argGroups().stream().flatMap(each -> each.args().stream()).toList();
        options(spec)
                .filter(each -> !grouped.contains(each))
                .map(ProgramCommand::written)
                .forEach(parts::add);
        for (var group : spec.argGroups()) {
            var each = group.args().stream().map(OptionSpec.class::cast);
            parts.add(each.map(ProgramCommand::plain).collect(Collectors.joining(" | ", "[", "]")));
        }
        parameters(spec).map(ProgramCommand::written).forEach(parts::add);
        return String.join(" ", parts);
    }

    private static String plain(OptionSpec option) {
        return option.longestName() + label(option);
    }

    private static String written(OptionSpec option) {
        var plain = option.required() ? plain(option) : "[" + plain(option) + "]";
        return option.isMultiValue() ? plain + "..." : plain;
    }

    private static String written(PositionalParamSpec parameter) {
        var plain = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + plain + "]" : plain;
    }

    private static List<Remark> remarks(List<String> lines) {
        var remarks = new ArrayList<Remark>();
        var kept = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith("  ")) {
                kept.add(line.substring(2));
                continue;
            }
            flush(kept, remarks);
            if (!line.isEmpty()) {
                remarks.add(new Remark.Text(line));
            }
        }
        flush(kept, remarks);
        return remarks;
    }

    private static void flush(List<String> kept, List<Remark> remarks) {
        if (!kept.isEmpty()) {
            remarks.add(new Remark.Lines(List.copyOf(kept)));
            kept.clear();
        }
    }
}
