package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.speaker.config.yaml.Position;

import tools.jackson.core.JsonGenerator;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Values of one type under names that the operator chooses, each once.
///
/// An entry with a fault in it is there all the same, without a value: whoever refers to it is not
/// told that it does not exist.
///
/// @param name what the names are
/// @param value what stands behind each of them
/// @param placeholder of a name in the reference: `ADDRESS`
public record NamedType<K, V>(ScalarType<K> name, ValueType<V> value, String placeholder)
        implements ValueType<Map<K, Optional<V>>> {

    @Override
    public Optional<Map<K, Optional<V>>> read(Node node, String path, Faults faults) {
        return switch (node) {
            case Node.Empty empty -> Optional.of(Map.of());
            case Node.Mapping mapping -> Optional.of(entries(mapping, path, faults));
            case Node.Sequence sequence -> refused(sequence, path, faults);
            case Node.Scalar scalar -> refused(scalar, path, faults);
        };
    }

    private Optional<Map<K, Optional<V>>> refused(Node node, String path, Faults faults) {
        refuse(node, path, faults);
        return Optional.empty();
    }

    private Map<K, Optional<V>> entries(Node.Mapping mapping, String path, Faults faults) {
        var values = new LinkedHashMap<K, Optional<V>>();
        var positions = new HashMap<K, Position>();
        for (var entry : mapping.entries()) {
            var entryPath = Place.ofItem(path, entry.key());
            var key = new Node.Scalar(entry.keyPosition(), entry.key());
            name.read(key, entryPath, faults)
                    .ifPresent(
                            read -> {
                                var first = positions.putIfAbsent(read, entry.keyPosition());
                                if (first == null) {
                                    values.put(read, value.read(entry.value(), entryPath, faults));
                                } else {
                                    faults.add(
                                            new Place(entry.keyPosition(), entryPath),
                                            "expected once, found again: first in line "
                                                    + first.line());
                                }
                            });
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public Node masked(Node node) {
        return node instanceof Node.Mapping mapping
                ? mapping.withValues(entry -> value.masked(entry.value()))
                : node;
    }

    @Override
    public String expected() {
        return "a mapping";
    }

    @Override
    public void writeSchema(JsonGenerator out) {
        out.writeArrayPropertyStart("type");
        out.writeString("object");
        out.writeString("null");
        out.writeEndArray();
        out.writeObjectPropertyStart("additionalProperties");
        value.writeSchema(out);
        out.writeEndObject();
    }

    @Override
    public Stream<Section> sections() {
        return value.sections();
    }
}
