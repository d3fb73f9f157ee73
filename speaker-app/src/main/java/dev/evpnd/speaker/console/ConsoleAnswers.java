package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.json.JsonLine;

import tools.jackson.core.JsonGenerator;

import java.io.OutputStream;

/// A [Console] behind a connection: requests and their answers as octets. docs/queries.md is the
/// contract.
public final class ConsoleAnswers {
    private static final String COMMAND = "command ";
    private static final String EXPECTED = "expected ";

    private final Console console;

    public ConsoleAnswers(Console console) {
        this.console = console;
    }

    /// Whether a request is for a console.
    public static boolean takes(String request) {
        return request.startsWith(COMMAND) || request.startsWith(EXPECTED);
    }

    /// Does what is requested, and writes the answer.
    public void answer(String request, Operator operator, OutputStream out) {
        if (request.startsWith(COMMAND)) {
            var frames = new Frames(out);
            frames.end(console.run(request.substring(COMMAND.length()), operator, frames));
        } else {
            expected(request.substring(EXPECTED.length()), out);
        }
    }

    private void expected(String line, OutputStream out) {
        var expected = console.expected(line);
        var json = JsonLine.begin(out);
        json.writeStringProperty("begun", expected.begun());
        json.writeBooleanProperty("mayEnd", expected.mayEnd());
        json.writeArrayPropertyStart("words");
        expected.words().forEach(each -> write(json, each, expected.begun()));
        json.writeEndArray();
        JsonLine.end(json);
    }

    private void write(JsonGenerator json, Expected.Candidate candidate, String begun) {
        json.writeStartObject();
        json.writeStringProperty("word", candidate.shown());
        json.writeStringProperty("help", candidate.help());
        json.writeBooleanProperty("value", candidate.isValue());
        if (candidate.isValue()) {
            json.writeArrayPropertyStart("existing");
            console.existing(candidate, begun).forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
