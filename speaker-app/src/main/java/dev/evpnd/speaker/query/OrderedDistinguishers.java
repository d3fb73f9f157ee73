package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/// The distinguishers that the routes of a family have, in the order of their octets; what has none
/// comes last.
///
/// They are in no order where they are kept. So all are looked at for the first ones, and again for
/// the next: what is kept here is bounded, however many there are.
final class OrderedDistinguishers {
    private static final int ROWS_AT_ONCE = 256;

    /// So many take about a megabyte.
    static final int MOST_KEPT = 1 << 13;

    private static final Comparator<Octets> ORDER =
            Comparator.<Octets, Boolean>comparing(DistinguisherIndex.WITHOUT::equals)
                    .thenComparing(Octets::toByteArray, Arrays::compareUnsigned);

    private final RoutingQueries routing;
    private final RouteFamily family;
    private final int mostKept;
    private final ArrayDeque<Row> found = new ArrayDeque<>();

    /// From which there may be more; null where that is anywhere.
    private @Nullable Octets from;

    /// Whether that itself was there already.
    private boolean begun;

    private boolean more = true;

    /// @param octets the distinguisher, or [DistinguisherIndex#WITHOUT]
    /// @param routes that have it, a little more or less
    record Row(Octets octets, int routes) {}

    /// @param from the first that is wanted, or null for all
    /// @param mostKept at a time
    OrderedDistinguishers(
            RoutingQueries routing, RouteFamily family, @Nullable Octets from, int mostKept) {
        this.routing = routing;
        this.family = family;
        this.mostKept = mostKept;
        this.from = from;
    }

    boolean hasNext() {
        if (found.isEmpty() && more) {
            find();
        }
        return !found.isEmpty();
    }

    /// The next one, which stays that.
    Row peek() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.getFirst();
    }

    /// The next one.
    Row next() {
        peek();
        return found.removeFirst();
    }

    private void find() {
        NavigableMap<Octets, Integer> first = new TreeMap<>(ORDER);
        var all = routing.ask(rib -> rib.view().distinguishers(family));
        routing.inSlices(
                all::isDone,
                () -> all.next(ROWS_AT_ONCE, (octets, routes) -> keep(octets, routes, first)));
        more = first.size() == mostKept;
        for (Map.Entry<Octets, Integer> each : first.entrySet()) {
            found.add(new Row(each.getKey(), each.getValue()));
            from = each.getKey();
        }
        begun = true;
    }

    private void keep(Octets octets, int routes, NavigableMap<Octets, Integer> first) {
        if (isBehind(octets)) {
            first.merge(octets, routes, Integer::sum);
            if (first.size() > mostKept) {
                first.pollLastEntry();
            }
        }
    }

    private boolean isBehind(Octets octets) {
        int compared = from == null ? 1 : ORDER.compare(octets, from);
        return compared > 0 || compared == 0 && !begun;
    }
}
