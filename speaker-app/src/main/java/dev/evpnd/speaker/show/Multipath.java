package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.wire.attribute.AsPath;

import java.util.List;

/// Which paths are as good as the best: those that only a step lost which has to choose among
/// equals, and that went the same way through other ASes.
final class Multipath {
    private Multipath() {}

    /// The best path and those as good as it; nothing where there are no others.
    ///
    /// @param paths of a route, in their order
    static List<PathStanding> of(List<PathStanding> paths) {
        var best = paths.getFirst();
        int end = 1;
        while (best.isBest() && end < paths.size() && isAsGood(best, paths.get(end))) {
            end++;
        }
        return end == 1 ? List.of() : paths.subList(0, end);
    }

    private static boolean isAsGood(PathStanding best, PathStanding path) {
        var lostBy = path.lostBy();
        return lostBy != null
                && lostBy.compareTo(DecisionStep.IGP_METRIC) > 0
                && asPath(path).equals(asPath(best));
    }

    private static AsPath asPath(PathStanding path) {
        return path.path().effective().attributes().find(AsPath.class).orElse(AsPath.EMPTY);
    }
}
