package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.json.UncheckedOutput;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The output: JSON objects, each on a line of its own, and a memory of their verdicts.
///
/// Where the output fails, every method throws [UncheckedIOException]; an [IOException] is so
/// always the input's.
final class JsonLines {
    private final JsonGenerator json;
    private boolean allAccepted = true;

    JsonLines(OutputStream out) {
        json =
                JsonFactory.builder()
                        .rootValueSeparator("")
                        .build()
                        .createGenerator(ObjectWriteContext.empty(), new UncheckedOutput(out));
    }

    /// Begins an object. It is written to by the caller and closed by [#end].
    JsonGenerator begin() {
        return json.writeStartObject();
    }

    void end(boolean accepted) {
        allAccepted &= accepted;
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /// Hands over what has been written.
    void flush() {
        json.flush();
    }

    /// Whether every object so far had the verdict that nothing is wrong.
    boolean allAccepted() {
        return allAccepted;
    }
}
