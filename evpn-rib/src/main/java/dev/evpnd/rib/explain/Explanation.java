package dev.evpnd.rib.explain;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.out.Telling;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// Everything that is known of one route, and why it is so.
///
/// @param settled whether the decision is of what the paths are now; if not, they have just changed
///   and it is made with the next settling
/// @param paths in the order of the decision, the best first; behind them those it may not choose
/// @param decidedBy the step that left the best path alone, or null where it has no rival
/// @param imports what each instance makes of the best path, none where there are no instances
/// @param tellings who is told of which path, and who is not and why
public record Explanation(
        boolean settled,
        List<PathStanding> paths,
        @Nullable DecisionStep decidedBy,
        List<ImportVerdict> imports,
        List<Telling> tellings) {

    public Explanation {
        paths = List.copyOf(paths);
        imports = List.copyOf(imports);
        tellings = List.copyOf(tellings);
    }

    public Optional<PathStanding> best() {
        return paths.stream().filter(PathStanding::isBest).findFirst();
    }
}
