package dev.evpnd.speaker.query;

/// How many routes and paths there were so far. One thread after the other may use it.
final class RouteSum {
    private RouteCount sum = RouteCount.NONE;

    void add(RouteCount some) {
        sum = sum.plus(some);
    }

    void add(long routes, long paths) {
        add(new RouteCount(routes, paths));
    }

    RouteCount count() {
        return sum;
    }
}
