package dev.evpnd.rib;

import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.Octets;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/// A walk over all destinations for those with a path to a next hop of which something else is
/// known than before: they are decided anew.
final class Reconsideration {
    private final Routes routes;
    private final IntConsumer reconsider;
    private final Set<Octets> nextHops = new HashSet<>();
    private int next;

    /// @param reconsider is given destinations that are to be settled again
    Reconsideration(Routes routes, IntConsumer reconsider) {
        this.routes = routes;
        this.reconsider = reconsider;
    }

    /// Begins again, with one next hop more.
    void add(Octets nextHop) {
        nextHops.add(nextHop);
        next = 0;
    }

    /// @param rows that are looked at, at most
    /// @return whether there is more
    boolean go(int rows) {
        if (nextHops.isEmpty()) {
            return false;
        }
        int limit = routes.destinations().limit();
        for (int left = rows; left > 0 && next < limit; left--) {
            visit(next++);
        }
        if (next < limit) {
            return true;
        }
        nextHops.clear();
        return false;
    }

    private void visit(int destination) {
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE) {
            if (nextHops.contains(routes.attributesOf(path).nextHop())) {
                reconsider.accept(destination);
                return;
            }
            path = routes.paths().next(path);
        }
    }
}
