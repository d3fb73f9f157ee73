package dev.evpnd.speaker.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.OutputStream;

/// One JSON object, or array, in a line of its own, written while it is made.
public final class JsonLine {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build();

    private JsonLine() {}

    /// Begins the object.
    ///
    /// @param out which stays open
    public static JsonGenerator begin(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out).writeStartObject();
    }

    /// Ends the object and the line.
    public static void end(JsonGenerator json) {
        json.writeEndObject();
        endLine(json);
    }

    /// Begins an array instead.
    ///
    /// @param out which stays open
    public static JsonGenerator beginArray(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out).writeStartArray();
    }

    /// Ends the array and the line.
    public static void endArray(JsonGenerator json) {
        json.writeEndArray();
        endLine(json);
    }

    private static void endLine(JsonGenerator json) {
        json.writeRaw('\n');
        json.flush();
    }
}
