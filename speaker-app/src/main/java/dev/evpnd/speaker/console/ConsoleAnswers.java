package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.show.Layout;

import tools.jackson.core.JsonGenerator;

import java.io.OutputStream;

/// A [Console] behind a connection: requests and their answers as octets. docs/queries.md is the
/// contract.
public final class ConsoleAnswers {
    private static final String COMMAND = "command ";
    private static final String LOOK = "look ";
    private static final String EXPECTED = "expected ";

    /// Before a command; behind it is a release of FRR, and a blank.
    private static final String LAYOUT = "layout ";

    private final Console console;

    public ConsoleAnswers(Console console) {
        this.console = console;
    }

    /// Whether a request is for a console.
    public static boolean takes(String request) {
        return request.startsWith(LAYOUT)
                || request.startsWith(COMMAND)
                || request.startsWith(LOOK)
                || request.startsWith(EXPECTED);
    }

    /// Does what is requested, and writes the answer.
    public void answer(String request, Operator operator, OutputStream out) {
        if (!request.startsWith(LAYOUT)) {
            answer(request, operator, Layout.USUAL, out);
            return;
        }
        var parts = request.substring(LAYOUT.length()).split(" ", 2);
        var layout = Layout.of(parts[0]);
        if (layout.isPresent() && parts.length == 2 && isCommand(parts[1])) {
            answer(parts[1], operator, layout.get(), out);
        } else {
            new Frames(out).end(new Outcome.Failed("there is no layout " + parts[0]));
        }
    }

    private static boolean isCommand(String request) {
        return request.startsWith(COMMAND) || request.startsWith(LOOK);
    }

    private void answer(String request, Operator operator, Layout layout, OutputStream out) {
        if (request.startsWith(COMMAND)) {
            run(request.substring(COMMAND.length()), operator, layout, out);
        } else if (request.startsWith(LOOK)) {
            var viewer = new Operator(operator.name(), false);
            run(request.substring(LOOK.length()), viewer, layout, out);
        } else {
            expected(request.substring(EXPECTED.length()), out);
        }
    }

    private void run(String line, Operator operator, Layout layout, OutputStream out) {
        var frames = new Frames(out);
        frames.end(console.run(line, operator, layout, frames));
    }

    private void expected(String line, OutputStream out) {
        var expected = console.expected(line);
        var json = JsonLine.begin(out);
        json.writeStringProperty("begun", expected.begun());
        json.writeBooleanProperty("mayEnd", expected.mayEnd());
        json.writeArrayPropertyStart("words");
        expected.words().forEach(each -> write(json, each, expected));
        json.writeEndArray();
        JsonLine.end(json);
    }

    private void write(JsonGenerator json, Expected.Candidate candidate, Expected expected) {
        json.writeStartObject();
        json.writeStringProperty("word", candidate.shown());
        json.writeStringProperty("help", candidate.help());
        json.writeBooleanProperty("value", candidate.isValue());
        if (candidate.isValue()) {
            json.writeArrayPropertyStart("existing");
            console.existing(candidate, expected).forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
