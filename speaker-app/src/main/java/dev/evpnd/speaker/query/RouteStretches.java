package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The table of a family in stretches, one behind the other in the order of routes: each is some
/// distinguishers, whose routes are then all that has to be looked at. What has no distinguisher is
/// a stretch of its own.
final class RouteStretches {
    private static final int MOST_DISTINGUISHERS = 1 << 10;

    private final Optional<Octets> one;
    private final OrderedDistinguishers all;
    private boolean begun;

    /// @param one the distinguisher that alone is asked for
    RouteStretches(Optional<Octets> one, OrderedDistinguishers all) {
        this.one = one;
        this.all = all;
    }

    boolean hasNext() {
        return one.isPresent() ? !begun : all.hasNext();
    }

    /// The next stretch: with so many routes at most, or else one distinguisher that has more.
    List<Octets> next(int most) {
        begun = true;
        if (one.isPresent()) {
            return List.of(one.get());
        }
        var stretch = new ArrayList<Octets>();
        long routes = 0;
        do {
            var next = all.next();
            stretch.add(next.octets());
            routes += next.routes();
        } while (stretch.size() < MOST_DISTINGUISHERS
                && all.hasNext()
                && all.peek().routes() <= most - routes
                && !all.peek().octets().equals(DistinguisherIndex.WITHOUT));
        return stretch;
    }
}
