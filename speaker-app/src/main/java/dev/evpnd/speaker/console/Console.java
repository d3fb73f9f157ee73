package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.command.Reading;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.show.Layout;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Does what lines say.
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.console");

    private final Inspection inspection;
    private final KnownValues values;

    /// Made when the first line comes: a daemon begins to listen without it.
    private @Nullable CommandLanguage<Deed> language;

    public Console(Inspection inspection) {
        this.inspection = inspection;
        values = new KnownValues(inspection);
    }

    private synchronized CommandLanguage<Deed> language() {
        if (language == null) {
            language = Commands.of(inspection);
        }
        return language;
    }

    /// Does what a line says.
    ///
    /// @param line a command, and perhaps `| json` or `| count` behind it
    /// @param out for what there is to say; its failures are unchecked
    public Outcome run(String line, Operator operator, OutputStream out) {
        return run(line, operator, Layout.USUAL, out);
    }

    /// The same for somebody who wants text in a layout.
    public Outcome run(String line, Operator operator, Layout layout, OutputStream out) {
        var piped = Piped.of(line);
        return switch (language().read(piped.command())) {
            case Reading.Nothing<Deed> _ -> new Outcome.Done();
            case Reading.Fault<Deed>(var kind, var column, var explanation) ->
                    new Outcome.NotUnderstood(column, kind.text() + ": " + explanation);
            case Reading.Command<Deed>(var deed, var arguments) -> {
                if (deed.changes() && !operator.mayChange()) {
                    yield new Outcome.Failed(
                            "this changes something, and may be told by the socket of"
                                    + " administrators alone");
                }
                if (deed.changes()) {
                    LogEvent.info(LOG, "console.command")
                            .with("user", operator.name())
                            .with("command", line)
                            .write();
                }
                yield run(deed, arguments, piped.format(), layout, out);
            }
        };
    }

    private static Outcome run(
            Deed deed, Arguments arguments, Format format, Layout layout, OutputStream out) {
        try {
            if (format == Format.COUNT && !deed.counts()) {
                countLines(deed, arguments, layout, out);
            } else {
                var asked = arguments.has("json") ? Format.JSON : Format.TEXT;
                var output = new Output(out, layout);
                deed.act().run(arguments, format == Format.TEXT ? asked : format, output);
                output.flush();
            }
            return new Outcome.Done();
        } catch (QueryFailure none) {
            return new Outcome.Failed(String.valueOf(none.getMessage()));
        }
    }

    private static void countLines(
            Deed deed, Arguments arguments, Layout layout, OutputStream out) {
        var counted = new CountedLines();
        var output = new Output(counted, layout);
        deed.act().run(arguments, Format.TEXT, output);
        output.flush();
        new Output(out).line(counted.lines() + " lines").flush();
    }

    /// All commands.
    public List<ListedCommand> commands() {
        return language().entries().stream().map(Console::listed).toList();
    }

    /// The command that a line is, if it is one.
    public Optional<ListedCommand> command(String line) {
        return language().read(Piped.of(line).command()) instanceof Reading.Command<Deed> read
                ? language().entries().stream()
                        .filter(each -> each.action().equals(read.action()))
                        .map(Console::listed)
                        .findFirst()
                : Optional.empty();
    }

    private static ListedCommand listed(CommandLanguage.Entry<Deed> entry) {
        return new ListedCommand(
                entry.pattern(), entry.action().sentence(), entry.action().changes());
    }

    /// All words of the commands, with a word on each.
    public List<Expected.Candidate> words() {
        return language().words();
    }

    /// What may come next behind a line, or as the end of its last word.
    public Expected expected(String line) {
        return language().expected(line);
    }

    /// Values that exist here and may stand in the place of a candidate.
    ///
    /// @param expected in which the candidate is
    public List<String> existing(Expected.Candidate candidate, Expected expected) {
        return values.of(candidate.name(), expected);
    }
}
