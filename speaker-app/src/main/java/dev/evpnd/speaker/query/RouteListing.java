package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.Rib;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

    /// So many keys, and a quarter more, are about 8 MiB.
    private static final int KEYS_OF_A_WALK = 1 << 16;

    private final RoutingQueries routing;
    private final RouteFilter filter;
    private final RouteOrder order;
    private final int keysOfAWalk;

    private final ArrayDeque<byte[]> keys = new ArrayDeque<>();

    /// The last key of those that were found so far.
    private byte @Nullable [] last;

    /// Whether there may be keys behind [#last].
    private boolean more = true;

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
        return more || !keys.isEmpty();
    }

    /// The next routes, perhaps none although there are more.
    public List<ListedRoute> next() {
        if (keys.isEmpty()) {
            walk();
        }
        return routing.ask(this::rows);
    }

    /// Finds the keys that come next.
    private void walk() {
        var smallest = new SmallestKeys(order, keysOfAWalk);
        listing = routing.ask(rib -> rib.list(filter.family()));
        boolean done = false;
        while (!done) {
            var bound = smallest.bound();
            var found = new ArrayList<Octets>();
            done = routing.ask(rib -> find(bound, found));
            smallest.add(found);
        }
        var sorted = smallest.sorted();
        more = sorted.size() == keysOfAWalk;
        keys.addAll(sorted);
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
                        (after == null
                                        || order.compare(
                                                        after,
                                                        0,
                                                        after.length,
                                                        array,
                                                        start,
                                                        length)
                                                < 0)
                                && (bound == null
                                        || order.compare(
                                                        bound,
                                                        0,
                                                        bound.length,
                                                        array,
                                                        start,
                                                        length)
                                                > 0)
                                && filter.takes(array, start, length);
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
        while (!keys.isEmpty() && System.nanoTime() - begun < SLICE_NANOS) {
            listing()
                    .standings(Octets.copyOf(keys.remove()))
                    .flatMap(filter::narrow)
                    .ifPresent(rows::add);
        }
        return rows;
    }
}
