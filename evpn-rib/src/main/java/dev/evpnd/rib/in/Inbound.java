package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RemainderTable;
import dev.evpnd.rib.route.Routes;

/// Announcements and withdrawals of one family on their way into the tables.
///
/// An announcement of what is there already changes nothing, and costs a lookup.
public final class Inbound {
    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final DestinationTable destinations;
    private final PathTable paths;
    private final RemainderTable remainders;
    private final RouteListener listener;
    private int arrivals;

    public Inbound(Routes routes, AdjRibsIn ribsIn, RouteListener listener) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.destinations = routes.destinations();
        this.paths = routes.paths();
        this.remainders = routes.remainders();
        this.listener = listener;
    }

    Routes routes() {
        return routes;
    }

    /// Takes a route, which is its key and a remainder.
    void announce(
            int peer,
            byte[] key,
            int keyLength,
            byte[] remainder,
            int remainderLength,
            int pathId,
            AttributeSet attributes) {
        int destination = destinations.findOrAdd(key, 0, keyLength);
        int path = destinations.path(destination, peer, pathId);
        if (path != PathTable.NONE
                && paths.attributes(path) == attributes.number()
                && remainders.equals(paths.remainder(path), remainder, 0, remainderLength)) {
            return;
        }
        listener.changing(destination);
        // Held before what the path had is let go, which may be in part the same.
        routes.attributes().retain(attributes.number());
        int held = remainders.retain(remainder, 0, remainderLength);
        if (path == PathTable.NONE) {
            path = paths.add(destination, peer, pathId);
            ribsIn.get(peer).append(path);
            destinations.addPath(path);
        } else {
            release(path);
        }
        paths.setContent(path, attributes.number(), held);
        paths.setArrival(path, ++arrivals);
    }

    /// Takes back a route, if the peer had announced it.
    void withdraw(int peer, byte[] key, int keyLength, int pathId) {
        int destination = destinations.find(key, 0, keyLength);
        if (destination == DestinationTable.NONE) {
            return;
        }
        int path = destinations.path(destination, peer, pathId);
        if (path != PathTable.NONE) {
            remove(ribsIn.get(peer), path);
        }
    }

    /// Takes back all that a peer had announced.
    public void withdrawAll(int peer) {
        var list = ribsIn.get(peer);
        while (list.first() != PathTable.NONE) {
            remove(list, list.first());
        }
    }

    private void remove(AdjRibIn list, int path) {
        int destination = paths.destination(path);
        listener.changing(destination);
        listener.leaving(path);
        if (destinations.best(destination) == path) {
            destinations.setBest(destination, PathTable.NONE);
        }
        list.unlink(path);
        destinations.removePath(path);
        release(path);
        paths.remove(path);
    }

    private void release(int path) {
        routes.attributes().release(paths.attributes(path));
        remainders.release(paths.remainder(path));
    }
}
