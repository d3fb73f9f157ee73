package dev.evpnd.rib.explain;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The paths to one route of any family, and how they stand: what of an [Explanation] can be had
/// without asking every peer and every instance.
///
/// @param settled whether the decision is of what the paths are now; if not, they have just changed
///   and it is made with the next settling
/// @param paths in the order of the decision, the best first; behind them those it may not choose
/// @param decidedBy the step that left the best path alone, or null where it has no rival
public record Standings(
        Octets key, boolean settled, List<PathStanding> paths, @Nullable DecisionStep decidedBy) {

    public Standings {
        paths = List.copyOf(paths);
    }
}
