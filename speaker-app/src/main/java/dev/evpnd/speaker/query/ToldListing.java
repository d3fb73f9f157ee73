package dev.evpnd.speaker.query;

import dev.evpnd.rib.HeldByPeer;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.util.List;
import java.util.Optional;

/// What one peer holds of the EVPN routes that it was told, in their order, some at a time. What is
/// kept is bounded, whatever the table has ([OrderedRoutes]).
public final class ToldListing {
    private final HeldByPeer held;
    private final OrderedRoutes<ToldRoute> routes;

    ToldListing(RoutingQueries routing, IpAddress peer) {
        held = routing.ask(rib -> rib.view().heldBy(peer, RouteFamily.EVPN));
        routes =
                new OrderedRoutes<>(
                        routing,
                        RouteFilter.all(RouteFamily.EVPN),
                        (listing, row) -> read(listing.key(row)),
                        OrderedRoutes.Walks.of(OrderedRoutes.KEYS_OF_A_WALK));
    }

    private Optional<ToldRoute> read(Octets key) {
        var paths = held.read(key);
        return paths.isEmpty() ? Optional.empty() : Optional.of(new ToldRoute(paths));
    }

    /// Whether there may be more.
    public boolean hasNext() {
        return routes.hasNext();
    }

    /// The next routes, perhaps none although there are more. While they are looked at, those
    /// behind them are fetched.
    public List<ToldRoute> next() {
        return routes.next();
    }
}
