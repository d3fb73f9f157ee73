package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.rib.out.Telling;

import java.util.List;

/// A route that was asked for.
///
/// @param standings of all its paths
/// @param asked those of them that were asked for, one or more
/// @param tellings who is told of it, and who is not and why, if that was asked for
public record ListedRoute(Standings standings, List<PathStanding> asked, List<Telling> tellings) {

    public ListedRoute {
        asked = List.copyOf(asked);
        tellings = List.copyOf(tellings);
    }

    /// With who is told of it.
    ListedRoute withTellings(List<Telling> changed) {
        return new ListedRoute(standings, asked, changed);
    }

    /// It, and its paths that were asked for.
    public RouteCount count() {
        return new RouteCount(1, asked.size());
    }
}
