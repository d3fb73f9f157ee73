package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.Place;

import tools.jackson.core.JsonGenerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Values in a row, or one by itself where `single` says so.
///
/// @param single whether one value needs no list around it
/// @param fewest items that there have to be
public record ListType<T>(ValueType<T> item, boolean single, int fewest, int most)
        implements ValueType<List<T>> {

    /// A list where one item needs no list around it.
    public static <T> ListType<T> oneOrMore(ValueType<T> item, int most) {
        return new ListType<>(item, true, 1, most);
    }

    @Override
    public Optional<List<T>> read(Node node, String path, Faults faults) {
        if (single && node instanceof Node.Scalar) {
            return item.read(node, path, faults).map(List::of);
        }
        if (!(node instanceof Node.Sequence(var position, var nodes))) {
            refuse(node, path, faults);
            return Optional.empty();
        }
        if (nodes.size() < fewest || nodes.size() > most) {
            faults.add(
                    new Place(position, path),
                    "expected " + fewest + " to " + most + " items, found " + nodes.size());
            return Optional.empty();
        }
        var items = new ArrayList<T>();
        for (int i = 0; i < nodes.size(); i++) {
            item.read(nodes.get(i), Place.ofItem(path, Integer.toString(i)), faults)
                    .ifPresent(items::add);
        }
        return items.size() == nodes.size() ? Optional.of(List.copyOf(items)) : Optional.empty();
    }

    @Override
    public Node masked(Node node) {
        return node instanceof Node.Sequence(var position, var items)
                ? new Node.Sequence(position, items.stream().map(item::masked).toList())
                : item.masked(node);
    }

    @Override
    public String expected() {
        return single ? item.expected() + ", or a list of such" : "a list";
    }

    @Override
    public void writeSchema(JsonGenerator out) {
        if (single) {
            out.writeArrayPropertyStart("anyOf");
            out.writeStartObject();
            item.writeSchema(out);
            out.writeEndObject();
            out.writeStartObject();
            writeArraySchema(out);
            out.writeEndObject();
            out.writeEndArray();
        } else {
            writeArraySchema(out);
        }
    }

    private void writeArraySchema(JsonGenerator out) {
        out.writeStringProperty("type", "array");
        if (fewest > 0) {
            out.writeNumberProperty("minItems", fewest);
        }
        if (most < Integer.MAX_VALUE) {
            out.writeNumberProperty("maxItems", most);
        }
        out.writeObjectPropertyStart("items");
        item.writeSchema(out);
        out.writeEndObject();
    }

    @Override
    public Stream<Section> sections() {
        return item.sections();
    }
}
