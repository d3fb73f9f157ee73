package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.ValueType;
import dev.evpnd.speaker.command.Vocabulary;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.telemetry.LogOutput;
import dev.evpnd.speaker.telemetry.RecentLines;

import java.util.List;
import java.util.Locale;

/// What is logged, how much of it, and the last of it.
final class LogCommands {
    static final String LOG = "LOG";
    static final String LINES = "LINES";
    static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    /// So many lines are shown where nobody says how many.
    private static final int LINES_SHOWN = 20;

    private LogCommands() {}

    static Vocabulary addTo(Vocabulary words) {
        return words.keyword("debug", "what helps to find a fault, too")
                .keyword("error", "defects and what cannot be done")
                .keyword("info", "what becomes of sessions, too")
                .keyword("level", "from which severity on")
                .keyword("log", "what is logged")
                .keyword("trace", "all there is")
                .keyword("warn", "what an operator has to look at, too")
                .value(LOG, new ValueType<>("LOG", "the name of a log", LogCommands::name))
                .value(
                        LINES,
                        new ValueType<>(
                                "(1-%d)".formatted(RecentLines.MOST),
                                "a number from 1 to " + RecentLines.MOST,
                                LogCommands::lines));
    }

    private static String name(String word) {
        if (!LogOutput.names().contains(word)) {
            throw new IllegalArgumentException("no log");
        }
        return word;
    }

    private static int lines(String word) {
        int lines = Integer.parseInt(word);
        if (lines < 1 || lines > RecentLines.MOST) {
            throw new IllegalArgumentException("not so many");
        }
        return lines;
    }

    static void setLevel(Arguments arguments) {
        var level = LEVELS.stream().filter(arguments::has).findFirst().orElseThrow();
        LogOutput.order(arguments.get(LOG, String.class), level);
    }

    static void forgetLevel(Arguments arguments) {
        LogOutput.forgetOrder(arguments.get(LOG, String.class));
    }

    static void show(Arguments arguments, Format format, Output out) {
        int most = arguments.find(LINES, Integer.class).orElse(LINES_SHOWN);
        if (format == Format.JSON) {
            json(most, out);
        } else {
            text(most, out);
        }
    }

    private static void text(int most, Output out) {
        out.write(
                "Lines go to standard error, as %s. The last %d are kept here as well.\n"
                        .formatted(LogOutput.isJson() ? "JSON" : "text", RecentLines.MOST));
        out.write("\n%-16s %-6s Set by\n".formatted("Log", "Level"));
        for (var each : LogOutput.levels()) {
            out.write(
                    "%-16s %-6s %s\n"
                            .formatted(
                                    each.name(),
                                    each.level().toLowerCase(Locale.ROOT),
                                    setBy(each)));
        }
        out.write("\n");
        LogOutput.recent(most).forEach(each -> out.line(each.text()));
    }

    private static String setBy(LogOutput.LogLevel level) {
        return level.ordered() ? "command" : "configuration";
    }

    private static void json(int most, Output out) {
        var json = JsonLine.begin(out.stream());
        json.writeStringProperty("output", "standard error");
        json.writeStringProperty("format", LogOutput.isJson() ? "json" : "text");
        json.writeNumberProperty("linesKept", RecentLines.MOST);
        json.writeArrayPropertyStart("logs");
        for (var each : LogOutput.levels()) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeStringProperty("level", each.level().toLowerCase(Locale.ROOT));
            json.writeStringProperty("setBy", setBy(each));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("lines");
        for (var each : LogOutput.recent(most)) {
            json.writeStartObject();
            json.writeStringProperty("time", each.time());
            json.writeStringProperty("level", each.level());
            json.writeStringProperty("log", each.name());
            json.writeStringProperty("message", each.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonLine.end(json);
    }
}
