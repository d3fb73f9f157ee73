package dev.evpnd.speaker.http;

import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.json.UncheckedOutput;

import io.netty.handler.codec.http.HttpResponseStatus;

import tools.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What is answered to a request.
///
/// @param type of what is in the body
/// @param fields of the header that not all answers have
/// @param isEndless whether it goes on until whoever asked, or the server, has had enough
record Answer(
        HttpResponseStatus status,
        String type,
        Map<String, String> fields,
        boolean isEndless,
        Body body) {
    static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    Answer {
        fields = Map.copyOf(fields);
    }

    Answer(HttpResponseStatus status, String type, Body body) {
        this(status, type, Map.of(), false, body);
    }

    /// What is written while it is made, and as slowly as it is taken.
    interface Body {

        /// @throws IOException if nobody takes it any more
        /// @throws dev.evpnd.speaker.query.QueryFailure when there is no answer
        void writeTo(OutputStream out) throws IOException;
    }

    /// What goes on and on: each time its body is flushed, all that was written is sent, and it is
    /// found out whether anybody still takes it.
    static Answer endless(String type, Body body) {
        return new Answer(HttpResponseStatus.OK, type, Map.of(), true, body);
    }

    /// A line for people.
    static Answer text(HttpResponseStatus status, String line) {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, TEXT, out -> out.write(octets));
    }

    /// An object.
    ///
    /// @param fields writes them into it, while it is open
    static Answer json(Consumer<JsonGenerator> fields) {
        return json(HttpResponseStatus.OK, JSON, fields);
    }

    static Answer json(HttpResponseStatus status, String type, Consumer<JsonGenerator> fields) {
        return new Answer(
                status,
                type,
                out -> {
                    var json = JsonLine.begin(new UncheckedOutput(out));
                    fields.accept(json);
                    JsonLine.end(json);
                });
    }

    /// The same with a field more in its header.
    Answer with(String name, String value) {
        var more = new TreeMap<>(fields);
        more.put(name, value);
        return new Answer(status, type, more, isEndless, body);
    }
}
