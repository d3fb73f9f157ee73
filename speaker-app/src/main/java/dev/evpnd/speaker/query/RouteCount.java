package dev.evpnd.speaker.query;

/// How many routes there are, and paths to them.
public record RouteCount(long routes, long paths) {
    public static final RouteCount NONE = new RouteCount(0, 0);

    public RouteCount plus(RouteCount other) {
        return new RouteCount(routes + other.routes, paths + other.paths);
    }
}
