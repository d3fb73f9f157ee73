package dev.evpnd.speaker.query;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Of the routes of a family those that are asked for, in their order ([RouteOrder]), some at a
/// time, and what is asked for of each.
///
/// The table has no order, but knows which routes have which distinguisher. So it is walked over in
/// [stretches][RouteStretches] of distinguishers, and over a stretch that has too many routes for
/// the first of their keys, and for the next ones when these are told: what is kept is bounded,
/// whatever the table has. What comes or goes meanwhile may be there or not; what is there from the
/// first to the last is there once. Nothing goes on while nobody reads.
///
/// @param <T> what is asked for of a route
final class OrderedRoutes<T> {
    private static final int ROWS_AT_ONCE = 256;

    /// So many places are about 6 MiB.
    static final int KEYS_OF_A_WALK = 1 << 16;

    /// Of a place.
    private static final int LONGEST = 255 + RouteOrder.MORE;

    /// A screen or more, soon.
    private static final int KEYS_OF_THE_FIRST_WALK = 1 << 10;

    /// So many answers are asked for before the first is awaited.
    private static final int ANSWERS_AHEAD = 4;

    /// What waits to be written outlives one collection of what is young, and has to fit into the
    /// room that there is for that: what does not lies about until all is collected.
    private static final int ROWS_OF_AN_ANSWER = 128;

    private final RoutingQueries routing;
    private final RouteFilter filter;
    private final RowReader<T> reader;
    private final RouteOrder order;
    private final Walks walks;
    private final RouteStretches stretches;

    /// The keys that were found, and which are read next. The routing thread's alone, but while
    /// nothing is asked of it.
    private final SmallestKeys smallest = new SmallestKeys();

    /// How many of them were looked at: the routing thread's, too.
    private int read;

    private final Listing.KeyTest isNext = this::isNext;

    private @Nullable Listing listing;

    /// What a slice has found, and what the one before it has.
    private FoundKeys found;

    private FoundKeys others;
    private final byte[] scratch = new byte[LONGEST];

    /// The distinguishers that the present walk is over.
    private List<Octets> stretch = List.of();

    /// Behind which keys are wanted of it.
    private byte @Nullable [] after;

    /// Whether it may have more keys.
    private boolean unfinished;

    /// Whether there are keys that were found and not told yet.
    private boolean isTelling;

    private final ArrayDeque<CompletableFuture<Slice<T>>> ahead = new ArrayDeque<>();

    /// @param isLast whether all keys were looked at with it
    private record Slice<T>(List<T> rows, boolean isLast) {}

    /// How many keys walks find.
    ///
    /// @param keysOfTheFirst how many the first one does
    /// @param after the place behind which they begin, if not with the first of all
    record Walks(int keysOfTheFirst, int keys, Optional<Octets> after) {

        /// From the beginning.
        static Walks of(int keys) {
            return new Walks(Math.min(keys, KEYS_OF_THE_FIRST_WALK), keys, Optional.empty());
        }
    }

    /// Says what is asked for of a route.
    @FunctionalInterface
    interface RowReader<T> {
        /// Is called on the thread of the routes.
        ///
        /// @param row that the listing [has][Listing#has]
        /// @return nothing, if the route is not asked for after all
        Optional<T> read(Listing listing, long row);
    }

    /// @param filter of which only what the keys say is looked at here
    OrderedRoutes(RoutingQueries routing, RouteFilter filter, RowReader<T> reader, Walks walks) {
        this.routing = routing;
        this.filter = filter;
        this.reader = reader;
        this.walks = walks;
        after = walks.after().map(Octets::toByteArray).orElse(null);
        order = filter.family() == RouteFamily.EVPN ? RouteOrder.EVPN : RouteOrder.OCTETS;
        found = new FoundKeys(order);
        others = new FoundKeys(order);
        stretches =
                new RouteStretches(
                        filter.distinguisher(),
                        new OrderedDistinguishers(
                                routing,
                                filter.family(),
                                after == null ? null : order.distinguisher(after),
                                OrderedDistinguishers.MOST_KEPT));
    }

    /// Whether there may be more.
    boolean hasNext() {
        return isTelling || unfinished || stretches.hasNext();
    }

    /// The next routes, perhaps none although there are more. While they are looked at, those
    /// behind them are fetched.
    List<T> next() {
        if (!isTelling) {
            walk();
            isTelling = true;
        }
        askAhead();
        var slice = RoutingQueries.await(ahead.removeFirst());
        if (slice.isLast()) {
            isTelling = false;
            ahead.forEach(RoutingQueries::await);
            ahead.clear();
        } else {
            askAhead();
        }
        return slice.rows();
    }

    private void askAhead() {
        while (ahead.size() < ANSWERS_AHEAD) {
            ahead.add(routing.begin(_ -> rows()));
        }
    }

    /// Finds the keys that come next.
    private void walk() {
        int most = listing == null ? walks.keysOfTheFirst() : walks.keys();
        if (!unfinished) {
            stretch = stretches.next(most);
        }
        listing = routing.ask(rib -> rib.view().list(filter.family(), stretch));
        smallest.begin(most);
        var asked = ask(found);
        boolean done = false;
        while (!done) {
            done = RoutingQueries.await(asked);
            if (!done) {
                asked = ask(others);
            }
            smallest.add(found);
            var added = found;
            found = others;
            others = added;
        }
        smallest.sort();
        read = 0;
        unfinished = smallest.size() == most;
        after = unfinished ? smallest.place(most - 1) : null;
    }

    /// Begins a slice of the walk. While it is walked, what the one before has found is sorted in.
    private CompletableFuture<Boolean> ask(FoundKeys into) {
        var bound = smallest.bound();
        into.clear();
        return routing.begin(_ -> find(bound, into));
    }

    /// @return whether the whole stretch was looked at
    private boolean find(byte @Nullable [] bound, FoundKeys into) {
        var all = listing();
        var behind = after;
        Listing.Visitor visitor =
                (array, start, length, row) -> {
                    if (filter.takes(array, start, length)) {
                        into.add(array, start, length, row);
                        boolean wanted =
                                (behind == null || into.isLastBehind(behind))
                                        && (bound == null || into.isLastBefore(bound));
                        if (!wanted) {
                            into.removeLast();
                        }
                    }
                };
        return RoutingQueries.slice(all::isDone, () -> all.next(ROWS_AT_ONCE, visitor));
    }

    private Listing listing() {
        if (listing == null) {
            throw new IllegalStateException("nothing was found yet");
        }
        return listing;
    }

    private boolean isNext(byte[] key, int start, int length) {
        return smallest.isPlace(read, scratch, order.put(key, start, length, scratch, 0));
    }

    private Slice<T> rows() {
        var all = listing();
        var rows = new ArrayList<T>(ROWS_OF_AN_ANSWER);
        int until = Math.min(smallest.size(), read + ROWS_OF_AN_ANSWER);
        boolean _ = RoutingQueries.slice(() -> read >= until, () -> row(all, rows));
        return new Slice<>(rows, read == smallest.size());
    }

    private void row(Listing all, List<T> to) {
        long row = smallest.row(read);
        if (all.has(row, isNext)) {
            reader.read(all, row).ifPresent(to::add);
        }
        read++;
    }
}
