package dev.evpnd.speaker.config.yaml;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// A part of a file.
public sealed interface Node {

    Position position();

    /// What the node is, for a message: never what it says, which may be secret.
    String kind();

    /// Keys and their values, in the order of the file; a key may be there several times.
    record Mapping(Position position, List<Entry> entries) implements Node {

        /// @param keyPosition where the entry begins
        public record Entry(String key, Position keyPosition, Node value) {}

        public Mapping {
            entries = List.copyOf(entries);
        }

        /// The same with other values behind the keys.
        public Mapping withValues(Function<Entry, Node> value) {
            return new Mapping(
                    position,
                    entries.stream()
                            .map(each -> new Entry(each.key, each.keyPosition, value.apply(each)))
                            .toList());
        }

        /// The same with another value behind a key, be it that it was not there.
        public Mapping with(String key, Node value) {
            var others = entries.stream().filter(each -> !each.key.equals(key));
            return new Mapping(
                    position,
                    Stream.concat(others, Stream.of(new Entry(key, position, value))).toList());
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /// Values in a row.
    record Sequence(Position position, List<Node> items) implements Node {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// A text, as it stands in the file; whether it is a number is for the reader to say.
    record Scalar(Position position, String text) implements Node {

        @Override
        public String kind() {
            return "a single value";
        }
    }

    /// A key with nothing behind it.
    ///
    /// @param isNull whether `null` is
    record Empty(Position position, boolean isNull) implements Node {

        @Override
        public String kind() {
            return isNull ? "null" : "nothing";
        }
    }
}
