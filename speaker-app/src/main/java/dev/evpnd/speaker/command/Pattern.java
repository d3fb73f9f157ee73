package dev.evpnd.speaker.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How a command is written.
///
/// | | |
/// |---|---|
/// | `word` | a keyword |
/// | `NAME` | a value |
/// | `NAME...` | one or more of them, up to the end |
/// | `[…]` | may be left out |
/// | `<…\|…>` | one of these |
sealed interface Pattern {

    record One(Word word) implements Pattern {}

    record Many(Word word) implements Pattern {}

    record Sequence(List<Pattern> parts) implements Pattern {}

    record Choice(List<Pattern> alternatives) implements Pattern {}

    /// The words in it, in their order.
    default Stream<Word> words() {
        return switch (this) {
            case One(var word) -> Stream.of(word);
            case Many(var word) -> Stream.of(word);
            case Sequence(var parts) -> parts.stream().flatMap(Pattern::words);
            case Choice(var alternatives) -> alternatives.stream().flatMap(Pattern::words);
        };
    }

    /// @throws IllegalArgumentException if it is not written like that
    static Pattern parse(String text, Vocabulary vocabulary) {
        var parser = new Parser(text, vocabulary);
        var pattern = parser.sequence();
        if (!parser.left.isEmpty()) {
            throw new IllegalArgumentException(
                    "unexpected " + parser.left.element() + " in " + text);
        }
        return pattern;
    }

    /// Reads the pieces of a pattern from left to right.
    final class Parser {
        private static final String MANY = "...";

        private final ArrayDeque<String> left;
        private final Vocabulary vocabulary;

        private Parser(String text, Vocabulary vocabulary) {
            var spaced = text.replaceAll("[\\[\\]<>|]", " $0 ").strip();
            left = new ArrayDeque<>(List.of(spaced.split(" +")));
            this.vocabulary = vocabulary;
        }

        private Pattern sequence() {
            var parts = new ArrayList<Pattern>();
            while (!left.isEmpty() && !List.of("]", ">", "|").contains(left.element())) {
                parts.add(part(left.remove()));
            }
            return new Sequence(List.copyOf(parts));
        }

        private Pattern part(String piece) {
            return switch (piece) {
                case "[" -> {
                    var alternatives = alternatives("]");
                    alternatives.add(new Sequence(List.of()));
                    yield new Choice(List.copyOf(alternatives));
                }
                case "<" -> new Choice(List.copyOf(alternatives(">")));
                case String many when many.endsWith(MANY) ->
                        new Many(vocabulary.word(many.substring(0, many.length() - MANY.length())));
                case String word -> new One(vocabulary.word(word));
            };
        }

        private List<Pattern> alternatives(String end) {
            var alternatives = new ArrayList<Pattern>();
            String piece;
            do {
                alternatives.add(sequence());
                piece = left.isEmpty() ? "" : left.remove();
            } while (piece.equals("|"));
            if (!piece.equals(end)) {
                throw new IllegalArgumentException("expected " + end);
            }
            return alternatives;
        }
    }
}
