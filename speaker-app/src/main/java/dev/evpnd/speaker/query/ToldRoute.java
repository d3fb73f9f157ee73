package dev.evpnd.speaker.query;

import dev.evpnd.rib.out.ToldPath;

import java.util.List;

/// A route as a peer holds it.
///
/// @param paths one or more
public record ToldRoute(List<ToldPath> paths) {

    public ToldRoute {
        paths = List.copyOf(paths);
    }
}
