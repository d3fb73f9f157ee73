package dev.evpnd.rib.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes a list that fails as short and as simple as it can be and still fail: chunks are left out,
/// then single elements, then elements are put in place of others that say more.
final class Shrinking<E> {
    private final Predicate<List<E>> fails;
    private final Function<E, Stream<E>> simpler;
    private List<E> list;

    private Shrinking(List<E> list, Predicate<List<E>> fails, Function<E, Stream<E>> simpler) {
        this.list = list;
        this.fails = fails;
        this.simpler = simpler;
    }

    /// @param list that fails
    /// @param simpler what may stand in place of an element; never in a circle
    static <E> List<E> shrink(
            List<E> list, Predicate<List<E>> fails, Function<E, Stream<E>> simpler) {
        var shrinking = new Shrinking<>(list, fails, simpler);
        boolean improved = true;
        while (improved) {
            // What is simpler may make something else superfluous.
            improved = shrinking.leaveOut();
            improved = shrinking.simplify() || improved;
        }
        return shrinking.list;
    }

    private boolean leaveOut() {
        int before = list.size();
        for (int chunk = Math.max(1, list.size() / 2); chunk > 0; chunk /= 2) {
            for (int end = list.size(); end > 0; end -= chunk) {
                attempt(without(Math.max(0, end - chunk), Math.min(end, list.size())));
            }
        }
        return list.size() < before;
    }

    private List<E> without(int start, int end) {
        var rest = new ArrayList<>(list.subList(0, start));
        rest.addAll(list.subList(end, list.size()));
        return rest;
    }

    private boolean simplify() {
        boolean simplified = false;
        for (int place = 0; place < list.size(); place++) {
            while (simplify(place)) {
                simplified = true;
            }
        }
        return simplified;
    }

    private boolean simplify(int place) {
        Optional<List<E>> found =
                simpler.apply(list.get(place))
                        .map(each -> with(place, each))
                        .filter(fails)
                        .findFirst();
        found.ifPresent(each -> list = each);
        return found.isPresent();
    }

    private List<E> with(int place, E element) {
        var changed = new ArrayList<>(list);
        changed.set(place, element);
        return changed;
    }

    private void attempt(List<E> shorter) {
        if (shorter.size() < list.size() && fails.test(shorter)) {
            list = shorter;
        }
    }
}
