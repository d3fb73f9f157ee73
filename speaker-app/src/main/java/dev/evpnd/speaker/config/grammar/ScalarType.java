package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.speaker.config.yaml.Shown;

import tools.jackson.core.JsonGenerator;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// A single value.
///
/// @param expected as a message says it
/// @param parser of the text, with an [IllegalArgumentException] for one that is no such value
/// @param schema writes what an editor can hold a value to
/// @param secret whether the value must not be shown
/// @param explained whether what the parser says is worth showing
public record ScalarType<T>(
        String expected,
        Function<String, T> parser,
        Consumer<JsonGenerator> schema,
        boolean secret,
        boolean explained)
        implements ValueType<T> {

    /// Stands in place of a secret, and can be read as one.
    public static final String MASK = "********";

    public ScalarType(String expected, Function<String, T> parser, Consumer<JsonGenerator> schema) {
        this(expected, parser, schema, false, false);
    }

    /// With values that no message shows.
    public ScalarType<T> secretly() {
        return new ScalarType<>(expected, parser, schema, true, false);
    }

    /// With what the parser has to say in the messages.
    public ScalarType<T> withExplanations() {
        return new ScalarType<>(expected, parser, schema, secret, true);
    }

    @Override
    public Optional<T> read(Node node, String path, Faults faults) {
        if (!(node instanceof Node.Scalar(var position, var text))) {
            refuse(node, path, faults);
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            var found = secret ? "another value" : Shown.quoted(text);
            var why = explained ? ": " + e.getMessage() : "";
            faults.add(
                    new Place(position, path), "expected " + expected + ", found " + found + why);
            return Optional.empty();
        }
    }

    @Override
    public Node masked(Node node) {
        return secret && node instanceof Node.Scalar(var position, var _)
                ? new Node.Scalar(position, MASK)
                : node;
    }

    @Override
    public void writeSchema(JsonGenerator out) {
        schema.accept(out);
    }

    @Override
    public Stream<Section> sections() {
        return Stream.empty();
    }
}
