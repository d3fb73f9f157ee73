package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.Rib;
import dev.evpnd.rib.explain.Standings;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The routes that are asked for, in the order of the table, some at a time.
///
/// What comes or goes while it is read may be there or not; what is there from the first to the
/// last is there once. Nothing goes on while nobody reads.
public final class RouteListing {
    private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int KEYS_AT_ONCE = 64;

    private final RoutingQueries routing;
    private final RouteFilter filter;

    // The routing thread's alone, but while nothing is asked of it.
    private @Nullable Listing listing;
    private final ArrayDeque<Octets> keys = new ArrayDeque<>();
    private boolean done;

    RouteListing(RoutingQueries routing, RouteFilter filter) {
        this.routing = routing;
        this.filter = filter;
    }

    /// Whether there may be more.
    public boolean hasNext() {
        return !done;
    }

    /// The next routes, perhaps none although there are more.
    public List<Standings> next() {
        return routing.ask(this::slice);
    }

    private List<Standings> slice(Rib rib) {
        if (listing == null) {
            listing = rib.list(filter.family());
        }
        long begun = System.nanoTime();
        var rows = new ArrayList<Standings>();
        while (!done && System.nanoTime() - begun < SLICE_NANOS) {
            var key = keys.poll();
            if (key == null) {
                keys.addAll(listing.next(KEYS_AT_ONCE));
                done = keys.isEmpty() && listing.isDone();
            } else if (filter.takes(key)) {
                rib.standings(filter.family(), key)
                        .map(filter::narrow)
                        .filter(each -> !each.paths().isEmpty())
                        .ifPresent(rows::add);
            }
        }
        return rows;
    }
}
