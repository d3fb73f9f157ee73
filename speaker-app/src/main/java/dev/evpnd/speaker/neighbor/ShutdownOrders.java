package dev.evpnd.speaker.neighbor;

import dev.evpnd.wire.address.IpAddress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What operators have ordered since the start: sessions of configured peers that are held down, or
/// are not, against what the configuration says. An order outlasts a change of the configuration,
/// up to one that says the same or has the peer no more.
final class ShutdownOrders {
    private final Map<IpAddress, Optional<String>> orders = new HashMap<>();

    /// How a peer is treated with what was ordered.
    NeighborSettings applied(IpAddress peer, NeighborSettings configured) {
        var order = orders.get(peer);
        return order == null ? configured : configured.withShutdown(order);
    }

    /// @param shutdown what the peer is told, nothing if its session is wanted
    void order(IpAddress peer, NeighborSettings configured, Optional<String> shutdown) {
        if (shutdown.equals(configured.shutdown())) {
            orders.remove(peer);
        } else {
            orders.put(peer, shutdown);
        }
    }

    /// The configuration says something new of a peer.
    void configured(Neighbor neighbor) {
        var order = orders.get(neighbor.address());
        if (order != null && order.isPresent() == neighbor.settings().shutdown().isPresent()) {
            orders.remove(neighbor.address());
        }
    }

    void forget(IpAddress peer) {
        orders.remove(peer);
    }

    Map<IpAddress, Optional<String>> all() {
        return new TreeMap<>(orders);
    }
}
