package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Outcome;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what peers print as JSON.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static JsonNode of(Outcome outcome) {
        try {
            return MAPPER.readTree(outcome.orThrow());
        } catch (JacksonException e) {
            throw new IllegalStateException("no JSON: " + outcome, e);
        }
    }

    static JsonNode of(String text) {
        return MAPPER.readTree(text);
    }

    /// The text of a field, whatever its type; nothing if it is not there.
    static @Nullable String text(JsonNode object, String field) {
        var value = object.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }
}
