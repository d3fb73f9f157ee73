package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The distinguishers that EVPN routes have, in the order of their octets, and how many routes.
public final class DistinguisherListing {
    private final RoutingQueries routing;

    DistinguisherListing(RoutingQueries routing) {
        this.routing = routing;
    }

    /// @param routes that have the distinguisher
    public record Row(RouteDistinguisher distinguisher, long routes) {}

    /// The first ones.
    ///
    /// @param after behind which they are looked for
    /// @param most of them
    public List<Row> next(Optional<RouteDistinguisher> after, int most) {
        @Nullable Octets from =
                after.map(it -> new RouteCriterion.Distinguisher(it).octets()).orElse(null);
        var all = new OrderedDistinguishers(routing, RouteFamily.EVPN, from, most + 1);
        var rows = new ArrayList<Row>();
        while (rows.size() < most && all.hasNext()) {
            var octets = all.next().octets();
            boolean isFirst = from != null && octets.equals(from);
            if (!isFirst && !octets.equals(DistinguisherIndex.WITHOUT)) {
                count(octets).ifPresent(rows::add);
            }
        }
        return rows;
    }

    /// @return nothing, if routes that had it wait to be forgotten
    private Optional<Row> count(Octets octets) {
        var distinguisher = new RouteDistinguisher(BigEndian.u64(octets.toByteArray(), 0));
        var filter =
                RouteFilter.all(RouteFamily.EVPN)
                        .and(new RouteCriterion.Distinguisher(distinguisher));
        long routes = new RouteListing(routing, filter).count().routes();
        return routes == 0 ? Optional.empty() : Optional.of(new Row(distinguisher, routes));
    }
}
