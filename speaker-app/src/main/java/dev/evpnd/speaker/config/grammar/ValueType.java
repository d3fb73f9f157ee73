package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.Place;

import tools.jackson.core.JsonGenerator;

import java.util.Optional;
import java.util.stream.Stream;

/// What may stand behind a key.
///
/// @param <T> what it is read as
public sealed interface ValueType<T> permits ScalarType, ListType, NamedType, Section {

    /// The value; nothing where there is none that can be taken, and a fault says why.
    Optional<T> read(Node node, String path, Faults faults);

    /// What is expected, as a message says it: `a number from 0 to 65535`.
    String expected();

    /// The node with a mask in place of what must not be shown. One that cannot be read is as it
    /// is, but for that.
    Node masked(Node node);

    /// Writes the properties of the JSON Schema of such a value, inside an object that has begun.
    void writeSchema(JsonGenerator out);

    /// The sections in such a value, which the schema and the reference describe by themselves.
    Stream<Section> sections();

    /// Tells that something else was expected.
    default void refuse(Node node, String path, Faults faults) {
        faults.add(
                new Place(node.position(), path),
                "expected " + expected() + ", found " + node.kind());
    }
}
