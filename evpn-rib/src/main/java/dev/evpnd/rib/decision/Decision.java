package dev.evpnd.rib.decision;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The choice of the best of several paths, step by step.
///
/// Each step removes the candidates that another is better than; the step that removes the last
/// rival is the one that decided. Because a step looks at all that are left and not at two of them,
/// the outcome does not depend on the order in which the paths came, MED included.
///
/// An instance is used again and again by one thread.
public final class Decision {
    private static final DecisionStep[] STEPS = DecisionStep.values();

    private @Nullable DecisionStep decidedBy;

    /// @param candidates one or more, in any order; the beaten ones are removed
    /// @return the best
    public Candidate choose(List<Candidate> candidates) {
        decidedBy = null;
        for (int i = 0; candidates.size() > 1 && i < STEPS.length; i++) {
            var step = STEPS[i];
            if (candidates.removeIf(candidate -> isBeaten(step, candidate, candidates))) {
                decidedBy = step;
            }
        }
        return candidates.getFirst();
    }

    /// The step that removed the last rival from the last choice, or null where there was none.
    public @Nullable DecisionStep decidedBy() {
        return decidedBy;
    }

    private static boolean isBeaten(
            DecisionStep step, Candidate candidate, List<Candidate> rivals) {
        for (var rival : rivals) {
            if (step.compare(rival, candidate) < 0) {
                return true;
            }
        }
        return false;
    }
}
