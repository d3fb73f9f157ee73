package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The routes that are asked for, in their order, some at a time. What is kept is bounded, whatever
/// the table has ([OrderedRoutes]).
public final class RouteListing {
    private static final int ROWS_AT_ONCE = 256;

    /// Many may read a page each, and about 1 MiB is kept for each of them.
    private static final int KEYS_OF_A_PAGE = 1 << 13;

    /// As many as are asked about in much less than a slice.
    private static final int ROWS_WITH_PATHS = 16;

    private final RoutingQueries routing;
    private final RouteFilter filter;
    private final OrderedRoutes<ListedRoute> routes;

    /// Set before anything is asked for.
    private boolean withTellings;

    RouteListing(RoutingQueries routing, RouteFilter filter) {
        this(routing, filter, OrderedRoutes.KEYS_OF_A_WALK);
    }

    RouteListing(RoutingQueries routing, RouteFilter filter, int keysOfAWalk) {
        this(routing, filter, OrderedRoutes.Walks.of(keysOfAWalk));
    }

    private RouteListing(RoutingQueries routing, RouteFilter filter, OrderedRoutes.Walks walks) {
        this.routing = routing;
        this.filter = filter;
        routes = new OrderedRoutes<>(routing, filter, this::row, walks);
    }

    /// Those behind a place, for who reads no more than some of them.
    static RouteListing page(
            RoutingQueries routing, RouteFilter filter, Optional<RoutePlace> after, int most) {
        int keys = Math.max(most, KEYS_OF_A_PAGE);
        // Of the keys that are found, paths may have nothing that is asked for.
        int first = filter.isOfKeys() ? most : keys;
        return new RouteListing(
                routing,
                filter,
                new OrderedRoutes.Walks(first, keys, after.map(RoutePlace::octets)));
    }

    /// With who is told of each route, which costs more the more peers there are.
    public RouteListing withTellings() {
        withTellings = true;
        return this;
    }

    /// Whether there may be more.
    public boolean hasNext() {
        return routes.hasNext();
    }

    /// The next routes, perhaps none although there are more. While they are looked at, those
    /// behind them are fetched.
    public List<ListedRoute> next() {
        return routes.next();
    }

    /// How many there are. Where the keys say it, no route is looked at for it.
    public RouteCount count() {
        return filter.isOfKeys() ? countKeys() : countRoutes();
    }

    /// Gives all to somebody, one after the other.
    ///
    /// @return how many that was
    public RouteCount each(Consumer<ListedRoute> to) {
        var count = RouteCount.NONE;
        while (hasNext()) {
            for (var route : next()) {
                to.accept(route);
                count = count.plus(route.count());
            }
        }
        return count;
    }

    private RouteCount countKeys() {
        var all = routing.ask(rib -> filter.list(rib.view()));
        var sum = new RouteSum();
        routing.inSlices(
                all::isDone,
                () -> {
                    var some = all.count(ROWS_AT_ONCE, filter::takes);
                    sum.add(some.routes(), some.paths());
                });
        return sum.count();
    }

    /// In no order: nothing has to be kept for that.
    private RouteCount countRoutes() {
        var all = routing.ask(rib -> filter.list(rib.view()));
        var counting = new CountingRows(all, filter);
        routing.inSlices(all::isDone, () -> all.next(ROWS_WITH_PATHS, counting));
        return counting.sum.count();
    }

    /// Looks at the paths of each route that is wanted by its key.
    private static final class CountingRows implements Listing.Visitor {
        private final Listing all;
        private final RouteFilter filter;
        private final RouteSum sum = new RouteSum();

        CountingRows(Listing all, RouteFilter filter) {
            this.all = all;
            this.filter = filter;
        }

        @Override
        public void visit(byte[] array, int start, int length, long row) {
            if (filter.takes(array, start, length)) {
                filter.narrow(all.standings(row)).map(ListedRoute::count).ifPresent(sum::add);
            }
        }
    }

    private Optional<ListedRoute> row(Listing listing, long row) {
        var route = filter.narrow(listing.standings(row));
        return withTellings ? route.map(it -> it.withTellings(listing.tellings(row))) : route;
    }
}
