package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.wire.address.IpAddress;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an operator has a running daemon do to its peers. Nobody waits for what follows from it.
public final class PeerOrders {
    private final Neighbors neighbors;

    PeerOrders(Neighbors neighbors) {
        this.neighbors = neighbors;
    }

    /// Ends the session with a peer; it begins anew. That there is no such peer (any more) is
    /// nothing to whoever has found it a moment ago.
    public void reset(IpAddress peer) {
        RoutingQueries.await(neighbors.reset(peer, ""));
    }

    /// Has a peer tell its routes again, or judges those again that are here where it cannot be
    /// asked.
    public void renewIn(IpAddress peer, Set<RouteFamily> families) {
        RoutingQueries.await(neighbors.renewIn(peer, families));
    }

    /// Tells a peer all routes again.
    public void renewOut(IpAddress peer, Set<RouteFamily> families) {
        RoutingQueries.await(neighbors.renewOut(peer, families));
    }

    /// Holds the session of a peer down.
    ///
    /// @param text that the peer's operator is told (RFC 9003)
    /// @return whether the peer is configured
    public boolean shutDown(IpAddress peer, String text) {
        return RoutingQueries.await(neighbors.order(peer, Optional.of(text)));
    }

    /// Lets there be a session with it again.
    ///
    /// @return whether the peer is configured
    public boolean open(IpAddress peer) {
        return RoutingQueries.await(neighbors.order(peer, Optional.empty()));
    }

    /// Which sessions are held down, with the text for their peers, or are not, against what the
    /// configuration says.
    public Map<IpAddress, Optional<String>> shutdowns() {
        return RoutingQueries.await(neighbors.orders());
    }
}
