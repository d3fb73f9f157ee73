package dev.evpnd.speaker.command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// One way in which the words so far can be read.
///
/// @param place behind them
/// @param last of them, null where there is none yet
/// @param before how those before it are read
record Walk<A>(Place<A> place, @Nullable Taken last, @Nullable Walk<A> before) {

    /// A word of a line, and as what it is read.
    record Taken(Word word, String text) {}

    /// How well a word fits.
    enum Fit {
        NOT,
        VALUE,
        BEGINNING,
        EXACT;

        static Fit of(Word word, String text) {
            return switch (word) {
                case Word.Keyword(var name, var _) when name.equals(text) -> EXACT;
                case Word.Keyword(var name, var _) -> name.startsWith(text) ? BEGINNING : NOT;
                case Word.Value(var _, var type) -> type.takes(text) ? VALUE : NOT;
            };
        }
    }

    static <A> Walk<A> from(Place<A> start) {
        return new Walk<>(start, null, null);
    }

    /// The ways in which one more word can be read. A keyword is preferred to its abbreviation, and
    /// that to a value.
    static <A> List<Walk<A>> on(List<Walk<A>> walks, String text) {
        var best = Fit.VALUE;
        var on = new ArrayList<Walk<A>>();
        for (var walk : walks) {
            for (var step : walk.steps()) {
                var fit = Fit.of(step.word(), text);
                if (fit.compareTo(best) > 0) {
                    best = fit;
                    on.clear();
                }
                if (fit == best) {
                    on.add(new Walk<>(step.next(), new Taken(step.word(), text), walk));
                }
            }
        }
        return on;
    }

    /// What may come next.
    List<Place.Step<A>> steps() {
        return place.all().stream().flatMap(each -> each.steps().stream()).toList();
    }

    /// What is done if this is the end, null if it cannot be.
    @Nullable A action() {
        for (var each : place.all()) {
            var action = each.action();
            if (action != null) {
                return action;
            }
        }
        return null;
    }

    /// All words, the first first.
    List<Taken> words() {
        var words = new ArrayDeque<Taken>();
        for (var at = this; at != null && at.last != null; at = at.before) {
            words.addFirst(at.last);
        }
        return List.copyOf(words);
    }
}
