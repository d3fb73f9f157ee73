package dev.evpnd.speaker.daemon;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// Compares values with the schemas of a document: with as much of JSON Schema as it uses, and with
/// more strictness. A field that a schema does not name is a fault, unless the schema names none.
final class DocumentSchemas {
    private static final Set<String> OF_PEOPLE = Set.of("description", "default", "example");

    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    DocumentSchemas(JsonNode document) {
        this.document = document;
    }

    /// Fields that some value had, as the places of their schemas.
    Set<String> seen() {
        return seen;
    }

    /// All fields that there are in the named schemas, as the places of their schemas.
    Set<String> named() {
        var named = new TreeSet<String>();
        var schemas = document.at("/components/schemas");
        schemas.properties().forEach(each -> named(each.getKey(), each.getValue(), named));
        return named;
    }

    private static void named(String place, JsonNode schema, Set<String> named) {
        for (var property : properties(schema)) {
            var inner = place + "." + property.getKey();
            named.add(inner);
            named(inner, property.getValue(), named);
        }
        if (schema.has("items")) {
            named(place + "[]", schema.get("items"), named);
        }
    }

    private static Set<Map.Entry<String, JsonNode>> properties(JsonNode schema) {
        return schema.has("properties") ? schema.get("properties").properties() : Set.of();
    }

    /// What a reference stands for; what is none, for itself.
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var target = document.at(node.get("$ref").stringValue().substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("a reference to nothing: " + node);
        }
        return target;
    }

    /// What is wrong with a value.
    List<String> faults(JsonNode schema, JsonNode value) {
        faults.clear();
        check("", "answer", schema, value);
        return List.copyOf(faults);
    }

    private void check(String at, String place, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").stringValue();
            check(at, name.substring(name.lastIndexOf('/') + 1), resolved(schema), value);
            return;
        }
        for (var keyword : schema.properties()) {
            check(at, place, keyword.getKey(), keyword.getValue(), schema, value);
        }
    }

    private void check(
            String at,
            String place,
            String keyword,
            JsonNode wanted,
            JsonNode schema,
            JsonNode value) {
        switch (keyword) {
            case "type" -> require(isOfType(wanted.stringValue(), value), at, wanted, value);
            case "enum" -> require(elements(wanted).contains(value), at, wanted, value);
            case "minimum" -> require(value.asLong() >= wanted.asLong(), at, wanted, value);
            case "maximum" -> require(value.asLong() <= wanted.asLong(), at, wanted, value);
            case "format" -> require(isInstant(value), at, wanted, value);
            case "required" ->
                    elements(wanted)
                            .forEach(
                                    each ->
                                            require(
                                                    value.has(each.stringValue()),
                                                    at,
                                                    each,
                                                    value));
            case "properties" -> checkProperties(at, place, schema, value);
            case "additionalProperties" ->
                    value.properties()
                            .forEach(
                                    each ->
                                            check(
                                                    at + "/" + each.getKey(),
                                                    place + ".*",
                                                    wanted,
                                                    each.getValue()));
            case "items" -> {
                int index = 0;
                for (var each : elements(value)) {
                    check(at + "/" + index++, place + "[]", wanted, each);
                }
            }
            default -> require(OF_PEOPLE.contains(keyword), at + " " + keyword, wanted, value);
        }
    }

    private void checkProperties(String at, String place, JsonNode schema, JsonNode value) {
        for (var each : value.properties()) {
            var inner = schema.get("properties").get(each.getKey());
            if (inner == null) {
                faults.add(at + "/" + each.getKey() + " is in no schema");
            } else {
                seen.add(place + "." + each.getKey());
                check(
                        at + "/" + each.getKey(),
                        place + "." + each.getKey(),
                        inner,
                        each.getValue());
            }
        }
    }

    private void require(boolean holds, String at, JsonNode wanted, JsonNode found) {
        if (!holds) {
            faults.add(at + ": expected " + wanted + ", found " + found);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("no type: " + type);
        };
    }

    private static boolean isInstant(JsonNode value) {
        try {
            Instant.parse(value.stringValue());
            return true;
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }
}
