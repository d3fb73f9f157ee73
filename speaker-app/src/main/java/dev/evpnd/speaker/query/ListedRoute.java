package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.explain.Standings;

import java.util.List;

/// A route that was asked for.
///
/// @param standings of all its paths
/// @param asked those of them that were asked for, one or more
public record ListedRoute(Standings standings, List<PathStanding> asked) {

    public ListedRoute {
        asked = List.copyOf(asked);
    }
}
