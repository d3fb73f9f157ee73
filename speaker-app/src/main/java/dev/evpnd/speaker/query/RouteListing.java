package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.Rib;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The routes that are asked for, in their order ([RouteOrder]), some at a time.
///
/// The table has no order. So it is walked over for the first keys, and for the next ones when
/// these are told: what is kept is bounded, whatever the table has. What comes or goes meanwhile
/// may be there or not; what is there from the first to the last is there once. Nothing goes on
/// while nobody reads.
public final class RouteListing {
    private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int ROWS_AT_ONCE = 256;

    /// Twice as many places are about 8 MiB.
    private static final int KEYS_OF_A_WALK = 1 << 16;

    /// A screen or more, soon.
    private static final int KEYS_OF_THE_FIRST_WALK = 1 << 10;

    private final RoutingQueries routing;
    private final RouteFilter filter;
    private final RouteOrder order;
    private final int keysOfAWalk;

    /// Of the keys that were found and not looked at yet. The routing thread's alone while it is
    /// asked for what comes next.
    private final ArrayDeque<byte[]> places = new ArrayDeque<>();

    /// The last of those that were found so far.
    private byte @Nullable [] last;

    /// Whether there may be others behind [#last].
    private boolean more = true;

    /// Those that come next, if somebody has asked for them.
    private @Nullable CompletableFuture<List<ListedRoute>> ahead;

    // The routing thread's alone, but while nothing is asked of it.
    private @Nullable Listing listing;

    RouteListing(RoutingQueries routing, RouteFilter filter) {
        this(routing, filter, KEYS_OF_A_WALK);
    }

    RouteListing(RoutingQueries routing, RouteFilter filter, int keysOfAWalk) {
        this.routing = routing;
        this.filter = filter;
        this.keysOfAWalk = keysOfAWalk;
        order = filter.family() == RouteFamily.EVPN ? RouteOrder.EVPN : RouteOrder.OCTETS;
    }

    /// Whether there may be more.
    public boolean hasNext() {
        return more || ahead != null;
    }

    /// The next routes, perhaps none although there are more. While they are looked at, those
    /// behind them are fetched.
    public List<ListedRoute> next() {
        var next = ahead;
        ahead = null;
        if (next == null) {
            if (places.isEmpty()) {
                walk();
            }
            next = routing.begin(this::rows);
        }
        var rows = RoutingQueries.await(next);
        if (!places.isEmpty()) {
            ahead = routing.begin(this::rows);
        }
        return rows;
    }

    /// How many there are. Where the keys say it, no route is looked at for it.
    public RouteCount count() {
        return filter.isOfKeys() ? countKeys() : countRoutes();
    }

    private RouteCount countKeys() {
        var all = routing.ask(rib -> rib.list(filter.family()));
        var count = new RouteCount(0, 0);
        while (!all.isDone()) {
            count = count.plus(routing.ask(_ -> countSlice(all)));
        }
        return count;
    }

    private RouteCount countSlice(Listing all) {
        var count = new RouteCount(0, 0);
        long begun = System.nanoTime();
        while (!all.isDone() && System.nanoTime() - begun < SLICE_NANOS) {
            var some = all.count(ROWS_AT_ONCE, filter::takes);
            count = count.plus(new RouteCount(some.routes(), some.paths()));
        }
        return count;
    }

    private RouteCount countRoutes() {
        var count = new RouteCount(0, 0);
        while (hasNext()) {
            for (var route : next()) {
                count = count.plus(new RouteCount(1, route.asked().size()));
            }
        }
        return count;
    }

    /// Finds the keys that come next.
    private void walk() {
        int most = last == null ? Math.min(keysOfAWalk, KEYS_OF_THE_FIRST_WALK) : keysOfAWalk;
        var smallest = new SmallestKeys(order, most);
        listing = routing.ask(rib -> rib.list(filter.family()));
        boolean done = false;
        while (!done) {
            var bound = smallest.bound();
            var found = new ArrayList<Octets>();
            done = routing.ask(rib -> find(bound, found));
            smallest.add(found);
        }
        var sorted = smallest.sorted();
        more = sorted.size() == most;
        places.addAll(sorted);
        if (!sorted.isEmpty()) {
            last = sorted.getLast();
        }
    }

    /// @return whether the whole table was looked at
    private boolean find(byte @Nullable [] bound, List<Octets> found) {
        var all = listing();
        var after = last;
        Listing.KeyTest test =
                (array, start, length) ->
                        filter.takes(array, start, length)
                                && (after == null || order.compare(after, array, start, length) < 0)
                                && (bound == null
                                        || order.compare(bound, array, start, length) > 0);
        long begun = System.nanoTime();
        while (!all.isDone() && System.nanoTime() - begun < SLICE_NANOS) {
            found.addAll(all.next(ROWS_AT_ONCE, test));
        }
        return all.isDone();
    }

    private Listing listing() {
        if (listing == null) {
            throw new IllegalStateException("nothing was found yet");
        }
        return listing;
    }

    private List<ListedRoute> rows(Rib rib) {
        long begun = System.nanoTime();
        var rows = new ArrayList<ListedRoute>();
        while (!places.isEmpty() && System.nanoTime() - begun < SLICE_NANOS) {
            listing()
                    .standings(order.key(places.remove()))
                    .flatMap(filter::narrow)
                    .ifPresent(rows::add);
        }
        return rows;
    }
}
