package dev.evpnd.rib.explain;

import dev.evpnd.rib.decision.Candidate;
import dev.evpnd.rib.decision.Decision;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.decision.DecisionStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A path by which an instance knows a route, and what the decision looks at of it.
///
/// To an instance, routes that differ in the distinguisher alone are one, and so are those of one
/// IP address that have different MAC addresses; [#rank] compares the paths to all of them.
///
/// @param standing of the path among those with its key
public record InstancePath(Candidate candidate, PathStanding standing) {
    /// Each that is in order costs a look at all the others.
    private static final int MOST_IN_ORDER = 64;

    /// How the paths stand to what is one route to an instance: as if they had one key. When they
    /// came is not compared across shards in any way that means something: where nothing but age
    /// tells external paths apart, any may be the best.
    ///
    /// @param paths one or more, all that an instance knows of the route
    public static Standings rank(List<InstancePath> paths, DecisionOptions options) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < paths.size(); i++) {
            candidates.add(numbered(paths.get(i).candidate, i));
        }
        var decision = new Decision(options);
        var standings = new ArrayList<PathStanding>();
        for (var ranked : decision.rank(candidates, MOST_IN_ORDER)) {
            var path = paths.get(ranked.candidate().path()).standing;
            boolean isBest = standings.isEmpty();
            var lostBy = isBest ? null : orNothingLeft(ranked.lostBy());
            standings.add(new PathStanding(path.announcer(), path.path(), isBest, lostBy));
        }
        decision.choose(candidates);
        return new Standings(
                paths.getFirst().standing.route().key(),
                true,
                standings,
                paths.size() == 1 ? null : orNothingLeft(decision.decidedBy()));
    }

    /// Paths of different keys may be alike in all that is compared.
    private static DecisionStep orNothingLeft(@Nullable DecisionStep step) {
        return step == null ? DecisionStep.PATH_ID : step;
    }

    /// Numbers of paths are one table's.
    private static Candidate numbered(Candidate candidate, int number) {
        return new Candidate(
                number,
                candidate.attributes(),
                candidate.peer(),
                candidate.pathId(),
                candidate.arrival(),
                candidate.macIp(),
                candidate.segment(),
                candidate.weight(),
                candidate.igpMetric());
    }
}
