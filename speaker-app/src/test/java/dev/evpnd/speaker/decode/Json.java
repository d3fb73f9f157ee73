package dev.evpnd.speaker.decode;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads lines of output as a strict reader of JSON does.
final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /// Holds the line to be one object in which no name stands twice.
    static void check(String line) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AssertionError("expected an object, found '" + line + "'");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new AssertionError("expected one object, found '" + line + "'");
            }
        } catch (JacksonException e) {
            throw new AssertionError("expected JSON, found '" + line + "'", e);
        }
    }
}
