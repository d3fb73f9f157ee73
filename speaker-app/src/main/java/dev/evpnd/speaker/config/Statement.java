package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.wire.address.Asn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A key of `match` or `set`, and what is made of its value.
///
/// @param <T> what the value is read as
/// @param <S> what it is made into
record Statement<T, S>(Key<T> key, Maker<T, S> maker) {

    /// Makes a statement.
    @FunctionalInterface
    interface Maker<T, S> {
        /// Nothing where it refers to a list that has a fault or is not there.
        Optional<S> make(T value, Context context);
    }

    /// What is known where a statement is made.
    record Context(PolicyLists lists, Asn localAs, Place place, Faults faults) {

        /// The list of this name.
        ///
        /// @param lists the lists of a kind
        /// @param kind what they are called in a file
        <L> Optional<L> list(Map<String, Optional<L>> lists, String kind, String name) {
            var list = lists.get(name);
            if (list == null) {
                faults.add(place, "expected one of the " + kind + ", found '" + name + "'");
                return Optional.empty();
            }
            return list;
        }
    }

    static Section section(
            String name, String sentence, List<? extends Statement<?, ?>> statements) {
        return Section.of(
                name, sentence, statements.stream().map(Statement::key).toArray(Key<?>[]::new));
    }

    /// What a section says, in the order of the file; nothing where something in it has a fault.
    static <S> Optional<List<S>> all(
            Values values,
            List<Statement<?, S>> statements,
            PolicyLists lists,
            Asn localAs,
            Faults faults) {
        var made = new ArrayList<S>();
        for (var key : values.keys()) {
            var context = new Context(lists, localAs, values.placeOf(key), faults);
            statements.stream()
                    .filter(statement -> statement.key() == key)
                    .forEach(statement -> statement.make(values, context).ifPresent(made::add));
        }
        return made.size() == values.keys().size() ? Optional.of(made) : Optional.empty();
    }

    private Optional<S> make(Values values, Context context) {
        return values.find(key).flatMap(value -> maker.make(value, context));
    }
}
