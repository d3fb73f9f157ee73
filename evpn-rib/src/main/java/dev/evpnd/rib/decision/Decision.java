package dev.evpnd.rib.decision;

import static java.util.Comparator.comparingInt;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The choice of the best of several paths, step by step.
///
/// Each step removes the candidates that another is better than; the step that removes the last
/// rival is the one that decided. Because a step looks at all that are left and not at two of them,
/// the outcome does not depend on the order in which the paths came, MED included.
///
/// An instance is used again and again by one thread.
public final class Decision {
    private static final int FEW = 16;

    private final DecisionOptions options;

    /// The steps in use, for routes with a MAC address and for others.
    private final DecisionStep[] stepsOfMacs;

    private final DecisionStep[] stepsOfOthers;

    /// The candidates of which one is chosen: those that are left first, behind them those that
    /// lost. What the other arrays say of a candidate stands in the same place.
    private Candidate[] field = new Candidate[FEW];

    private @Nullable DecisionStep[] lostBy = new @Nullable DecisionStep[FEW];

    /// In the choice before, where one is made without the winner of another.
    private @Nullable DecisionStep[] lostBefore = new @Nullable DecisionStep[FEW];

    private @Nullable DecisionStep decidedBy;

    public Decision(DecisionOptions options) {
        this.options = options;
        stepsOfMacs = steps(options, true);
        stepsOfOthers = steps(options, false);
    }

    private static DecisionStep[] steps(DecisionOptions options, boolean macIp) {
        return Stream.of(DecisionStep.values())
                .filter(step -> step.isUsed(options) && (macIp || !step.isOfMacs()))
                .toArray(DecisionStep[]::new);
    }

    /// @param candidates for one route, one or more, in any order
    /// @return the best
    public Candidate choose(List<Candidate> candidates) {
        choose(take(candidates));
        return field[0];
    }

    /// The step that removed the last rival from the last choice, or null where there was none.
    public @Nullable DecisionStep decidedBy() {
        return decidedBy;
    }

    /// The best of the candidates, then the best of the others, and so on; behind those that are
    /// wanted in order the others in that of their numbers.
    ///
    /// @param candidates for one route, one or more, in any order
    /// @param most how many are wanted in order, each of which costs a look at all the others
    public List<Ranked> rank(List<Candidate> candidates, int most) {
        var ranked = new ArrayList<Ranked>();
        int count = take(candidates);
        Arrays.fill(lostBefore, 0, count, null);
        while (count > 0 && ranked.size() < most) {
            choose(count);
            ranked.add(new Ranked(field[0], lostBefore[0]));
            count--;
            System.arraycopy(field, 1, field, 0, count);
            System.arraycopy(lostBy, 1, lostBefore, 0, count);
        }
        int inOrder = ranked.size();
        for (int i = 0; i < count; i++) {
            ranked.add(new Ranked(field[i], lostBefore[i]));
        }
        ranked.subList(inOrder, ranked.size()).sort(comparingInt(each -> each.candidate().path()));
        return ranked;
    }

    private int take(List<Candidate> candidates) {
        int count = candidates.size();
        if (count > field.length) {
            field = new Candidate[2 * count];
            lostBy = new @Nullable DecisionStep[2 * count];
            lostBefore = new @Nullable DecisionStep[2 * count];
        }
        for (int i = 0; i < count; i++) {
            field[i] = candidates.get(i);
        }
        return count;
    }

    private void choose(int count) {
        Arrays.fill(lostBy, 0, count, null);
        decidedBy = null;
        var steps = field[0].macIp() ? stepsOfMacs : stepsOfOthers;
        int left = count;
        for (int i = 0; left > 1 && i < steps.length; i++) {
            left = keepBest(steps[i], left);
        }
    }

    /// @param count how many candidates are left before the step
    /// @return how many are left behind it
    private int keepBest(DecisionStep step, int count) {
        boolean tells =
                step.comparesAll()
                        ? markWorseThanBest(step, count)
                        : markWorseThanBestOfGroup(step, count);
        if (!tells) {
            return count;
        }
        decidedBy = step;
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (lostBy[i] == null) {
                swap(i, left++);
            }
        }
        return left;
    }

    /// @return whether there is any
    private boolean markWorseThanBest(DecisionStep step, int count) {
        var best = field[0];
        boolean differ = false;
        for (int i = 1; i < count; i++) {
            int order = step.compare(field[i], best, options);
            if (order < 0) {
                best = field[i];
            }
            differ |= order != 0;
        }
        for (int i = 0; differ && i < count; i++) {
            if (step.compare(best, field[i], options) < 0) {
                lostBy[i] = step;
            }
        }
        return differ;
    }

    /// The same in each of the groups into which the step divides the paths.
    ///
    /// @return whether there is any
    private boolean markWorseThanBestOfGroup(DecisionStep step, int count) {
        if (!tellsAnyApart(step, count)) {
            return false;
        }
        Map<Object, Candidate> bestOfGroup = new HashMap<>();
        for (int i = 0; i < count; i++) {
            var group = step.group(field[i], options);
            if (group != null) {
                bestOfGroup.merge(group, field[i], (best, next) -> better(step, best, next));
            }
        }
        boolean beaten = false;
        for (int i = 0; i < count; i++) {
            var group = step.group(field[i], options);
            var best = group == null ? null : bestOfGroup.get(group);
            if (best != null && step.compare(best, field[i], options) < 0) {
                lostBy[i] = step;
                beaten = true;
            }
        }
        return beaten;
    }

    /// Whether any paths would differ if they were of one group, which they seldom do.
    private boolean tellsAnyApart(DecisionStep step, int count) {
        boolean differ = false;
        for (int i = 1; i < count && !differ; i++) {
            differ = step.compare(field[0], field[i], options) != 0;
        }
        return differ;
    }

    private Candidate better(DecisionStep step, Candidate best, Candidate next) {
        return step.compare(next, best, options) < 0 ? next : best;
    }

    private void swap(int i, int j) {
        var candidate = field[i];
        field[i] = field[j];
        field[j] = candidate;
        var step = lostBy[i];
        lostBy[i] = lostBy[j];
        lostBy[j] = step;
        step = lostBefore[i];
        lostBefore[i] = lostBefore[j];
        lostBefore[j] = step;
    }
}
