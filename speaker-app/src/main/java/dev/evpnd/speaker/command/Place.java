package dev.evpnd.speaker.command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A place in the patterns of a language: what may stand there, and where it leads to.
///
/// @param <A> what commands do
final class Place<A> {
    private final List<Step<A>> steps = new ArrayList<>();

    /// Where one may be as well without another word.
    private final List<Place<A>> same = new ArrayList<>();

    private @Nullable A action;

    /// A word, and the place behind it.
    record Step<A>(Word word, Place<A> next) {}

    /// Lets a pattern begin here.
    ///
    /// @return the place behind it
    Place<A> add(Pattern pattern) {
        return switch (pattern) {
            case Pattern.One(var word) -> {
                var next = new Place<A>();
                steps.add(new Step<>(word, next));
                yield next;
            }
            case Pattern.Many(var word) -> {
                var next = new Place<A>();
                steps.add(new Step<>(word, next));
                next.steps.add(new Step<>(word, next));
                yield next;
            }
            case Pattern.Sequence(var parts) -> {
                var at = this;
                for (var part : parts) {
                    at = at.add(part);
                }
                yield at;
            }
            case Pattern.Choice(var alternatives) -> {
                var end = new Place<A>();
                alternatives.forEach(each -> add(each).same.add(end));
                yield end;
            }
        };
    }

    /// Lets a command end here.
    void end(A action) {
        this.action = action;
    }

    /// What a command does that ends here; null where none does.
    @Nullable A action() {
        return action;
    }

    List<Step<A>> steps() {
        return steps;
    }

    /// This place, and all where one may be as well.
    Set<Place<A>> all() {
        var all = new LinkedHashSet<Place<A>>();
        collect(all);
        return all;
    }

    private void collect(Set<Place<A>> all) {
        if (all.add(this)) {
            same.forEach(each -> each.collect(all));
        }
    }
}
