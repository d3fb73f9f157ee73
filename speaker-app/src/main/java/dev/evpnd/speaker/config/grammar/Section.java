package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Node;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.speaker.config.yaml.Position;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A mapping with keys that are known.
///
/// @param name by which the schema and the reference call it
/// @param sentence what it is for
/// @param keys in the order in which an operator thinks of them
/// @param choices groups of keys of which a mapping has one at most
/// @param inherits whether a mapping has what another says where it says nothing; then `null` takes
///   away what that says
/// @param shorthand the one key whose value may stand in place of the mapping, if there is one
public record Section(
        String name,
        String sentence,
        List<Key<?>> keys,
        List<Choice> choices,
        boolean inherits,
        Optional<Key<?>> shorthand)
        implements ValueType<Values> {

    /// Keys of which a mapping has one at most; where one is there, it stands in place of the
    /// others that are inherited, too.
    ///
    /// @param required whether one has to be there
    public record Choice(List<Key<?>> keys, boolean required) {
        public Choice {
            keys = List.copyOf(keys);
        }

        String names() {
            return keys.stream().map(Key::name).collect(Collectors.joining(", "));
        }
    }

    public Section {
        keys = List.copyOf(keys);
        choices = List.copyOf(choices);
    }

    public static Section of(String name, String sentence, Key<?>... keys) {
        return new Section(name, sentence, List.of(keys), List.of(), false, Optional.empty());
    }

    /// With a group of keys of which a mapping has one at most.
    public Section withChoice(Key<?>... exclusive) {
        return withChoice(new Choice(List.of(exclusive), false));
    }

    /// With a group of keys of which a mapping has exactly one.
    public Section withRequiredChoice(Key<?>... exclusive) {
        return withChoice(new Choice(List.of(exclusive), true));
    }

    private Section withChoice(Choice choice) {
        var more = Stream.concat(choices.stream(), Stream.of(choice)).toList();
        return new Section(name, sentence, keys, more, inherits, shorthand);
    }

    /// With all that another says where a mapping says nothing.
    public Section inheriting() {
        return new Section(name, sentence, keys, choices, true, shorthand);
    }

    /// Where the value of a key by itself says enough.
    public Section withShorthand(Key<?> key) {
        return new Section(name, sentence, keys, choices, inherits, Optional.of(key));
    }

    /// Whether `null` may stand in place of a value.
    boolean mayTakeAway(Key<?> key) {
        return inherits && !key.isRequired();
    }

    /// A section with the keys of this one behind others.
    public Section behind(String otherName, String otherSentence, Key<?>... others) {
        var all = Stream.concat(Stream.of(others), keys.stream()).toList();
        return new Section(otherName, otherSentence, all, choices, inherits, shorthand);
    }

    @Override
    public Optional<Values> read(Node node, String path, Faults faults) {
        return switch (node) {
            case Node.Empty(var position, _) ->
                    read(new Node.Mapping(position, List.of()), path, faults);
            case Node.Mapping mapping -> Optional.of(values(mapping, path, faults));
            case Node.Sequence sequence -> refused(sequence, path, faults);
            case Node.Scalar scalar ->
                    shorthand
                            .map(key -> Optional.of(alone(key, scalar, path, faults)))
                            .orElseGet(() -> refused(scalar, path, faults));
        };
    }

    private Optional<Values> refused(Node node, String path, Faults faults) {
        refuse(node, path, faults);
        return Optional.empty();
    }

    private <T> Values alone(Key<T> key, Node.Scalar value, String path, Faults faults) {
        var place = new Place(value.position(), path);
        var entry = Values.Entry.of(place, key.type().read(value, path, faults));
        return new Values(this, place, Map.of(key, entry));
    }

    private Values values(Node.Mapping mapping, String path, Faults faults) {
        var place = new Place(mapping.position(), path);
        var byName = keys.stream().collect(Collectors.toMap(Key::name, key -> key));
        var positions = new HashMap<String, Position>();
        var found = new LinkedHashMap<Key<?>, Values.Entry>();
        for (var entry : mapping.entries()) {
            var entryPath = Place.ofKey(path, entry.key());
            var key = byName.get(entry.key());
            var first = positions.putIfAbsent(entry.key(), entry.keyPosition());
            if (key == null) {
                faults.add(
                        new Place(entry.keyPosition(), entryPath),
                        faults.isFull() ? "no such key" : unknown(entry.key()));
            } else if (first != null) {
                faults.add(
                        new Place(entry.keyPosition(), entryPath),
                        "expected once, found again: first in line " + first.line());
            } else {
                found.put(key, read(key, entry, entryPath, faults));
            }
        }
        var values = new Values(this, place, found);
        requireKeys(values, faults);
        return values;
    }

    private <T> Values.Entry read(
            Key<T> key, Node.Mapping.Entry entry, String path, Faults faults) {
        if (entry.value() instanceof Node.Empty(_, boolean isNull) && isNull && mayTakeAway(key)) {
            return Values.Entry.takenAway(new Place(entry.keyPosition(), path));
        }
        var value = key.type().read(entry.value(), path, faults);
        // A value that is not there is pointed at by its key.
        var position =
                entry.value() instanceof Node.Scalar(var at, var text) ? at : entry.keyPosition();
        return Values.Entry.of(new Place(position, path), value);
    }

    private String unknown(String found) {
        var names = keys.stream().map(Key::name).toList();
        return Suggestion.of(found, names)
                .map(name -> "no such key, did you mean '" + name + "'?")
                .orElseGet(() -> "no such key, expected one of " + String.join(", ", names));
    }

    private void requireKeys(Values values, Faults faults) {
        for (var key : keys) {
            if (key.isRequired() && !values.has(key)) {
                faults.add(values.place(), "expected the key '" + key.name() + "', found none");
            }
        }
        for (var choice : choices) {
            var there = choice.keys().stream().filter(values::has).toList();
            if (there.isEmpty() && choice.required()) {
                faults.add(values.place(), "expected one of " + choice.names() + ", found none");
            }
            for (var superfluous : there.stream().skip(1).toList()) {
                faults.add(
                        values.placeOf(superfluous),
                        "expected only one of "
                                + choice.names()
                                + ", found '"
                                + there.getFirst().name()
                                + "' as well");
            }
        }
    }

    @Override
    public Node masked(Node node) {
        if (node instanceof Node.Mapping mapping) {
            var byName = keys.stream().collect(Collectors.toMap(Key::name, Key::type));
            return mapping.withValues(entry -> masked(byName.get(entry.key()), entry.value()));
        }
        return shorthand.map(key -> key.type().masked(node)).orElse(node);
    }

    private static Node masked(@Nullable ValueType<?> type, Node value) {
        return type == null ? value : type.masked(value);
    }

    @Override
    public String expected() {
        return "a mapping";
    }

    /// Refers to the definition: the schema of a file writes that.
    @Override
    public void writeSchema(JsonGenerator out) {
        if (shorthand.isEmpty()) {
            out.writeStringProperty("$ref", "#/$defs/" + name);
            return;
        }
        out.writeArrayPropertyStart("anyOf");
        out.writeStartObject();
        shorthand.get().type().writeSchema(out);
        out.writeEndObject();
        out.writeStartObject();
        out.writeStringProperty("$ref", "#/$defs/" + name);
        out.writeEndObject();
        out.writeEndArray();
    }

    @Override
    public Stream<Section> sections() {
        var inside = new ArrayList<Section>(List.of(this));
        keys.forEach(key -> key.type().sections().forEach(inside::add));
        return inside.stream();
    }
}
