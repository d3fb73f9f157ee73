package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RemainderTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.evpn.EvpnNlriView;

/// Announcements and withdrawals on their way into the tables.
///
/// An announcement of what is there already changes nothing, and costs a lookup.
public final class Inbound {
    private final Routes routes;
    private final DestinationTable destinations;
    private final PathTable paths;
    private final RemainderTable remainders;
    private final RouteListener listener;
    private final byte[] key = new byte[EvpnNlriView.MAX_KEY_LENGTH];
    private final byte[] remainder = new byte[EvpnNlriView.MAX_KEY_LENGTH];
    private int arrivals;

    public Inbound(Routes routes, RouteListener listener) {
        this.routes = routes;
        this.destinations = routes.destinations();
        this.paths = routes.paths();
        this.remainders = routes.remainders();
        this.listener = listener;
    }

    /// Takes the route on which the view stands.
    public void announce(int peer, AdjRibIn list, EvpnNlriView route, AttributeSet attributes) {
        int keyLength = route.keyLength();
        route.copyKey(key, 0);
        int remainderLength = route.remainderLength();
        route.copyRemainder(remainder, 0);
        int destination = destinations.findOrAdd(key, 0, keyLength);
        int path = destinations.path(destination, peer, route.pathId());
        if (path != PathTable.NONE
                && paths.attributes(path) == attributes.number()
                && remainders.equals(paths.remainder(path), remainder, 0, remainderLength)) {
            return;
        }
        // Held before what the path had is let go, which may be in part the same.
        routes.attributes().retain(attributes.number());
        int held = remainders.retain(remainder, 0, remainderLength);
        if (path == PathTable.NONE) {
            path = paths.add(destination, peer, route.pathId());
            list.append(path);
            destinations.addPath(path);
        } else {
            release(path);
        }
        paths.setContent(path, attributes.number(), held);
        paths.setArrival(path, ++arrivals);
        listener.changed(destination, destinations.best(destination) == path);
    }

    /// Takes back the route on which the view stands, if the peer had announced it.
    public void withdraw(int peer, AdjRibIn list, EvpnNlriView route) {
        int keyLength = route.keyLength();
        route.copyKey(key, 0);
        int destination = destinations.find(key, 0, keyLength);
        if (destination == DestinationTable.NONE) {
            return;
        }
        int path = destinations.path(destination, peer, route.pathId());
        if (path != PathTable.NONE) {
            remove(list, path);
        }
    }

    /// Takes back all that a peer had announced.
    public void withdrawAll(AdjRibIn list) {
        while (list.first() != PathTable.NONE) {
            remove(list, list.first());
        }
    }

    private void remove(AdjRibIn list, int path) {
        int destination = paths.destination(path);
        boolean best = destinations.best(destination) == path;
        if (best) {
            destinations.setBest(destination, PathTable.NONE);
        }
        listener.leaving(path);
        list.unlink(path);
        destinations.removePath(path);
        release(path);
        paths.remove(path);
        listener.changed(destination, best);
    }

    private void release(int path) {
        routes.attributes().release(paths.attributes(path));
        remainders.release(paths.remainder(path));
    }
}
