package dev.evpnd.rib;

import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/// What follows from what is known of next hops: a walk over all destinations for those with a path
/// to one of which something else is known than before. They are decided anew.
final class Reconsideration {
    private final Routes routes;
    private final NextHops known;
    private final IntConsumer reconsider;
    private final Runnable judgeAnew;

    /// What the walk under way looks for.
    private Set<Octets> nextHops = new HashSet<>();

    /// What the next walk will look for: who keeps giving reasons to walk cannot keep a walk from
    /// its end.
    private Set<Octets> later = new HashSet<>();

    private int next;

    /// @param known of next hops
    /// @param reconsider is given destinations that are to be settled again
    /// @param judgeAnew is run when routes may not be taken that were, or the other way round
    Reconsideration(Routes routes, NextHops known, IntConsumer reconsider, Runnable judgeAnew) {
        this.routes = routes;
        this.known = known;
        this.reconsider = reconsider;
        this.judgeAnew = judgeAnew;
    }

    void reachable(IpAddress address, long metric) {
        if (metric < 0) {
            throw new IllegalArgumentException("no distance is less than 0");
        }
        var nextHop = NextHops.octets(address);
        changed(nextHop, known.put(nextHop, metric), metric);
    }

    void unreachable(IpAddress address) {
        var nextHop = NextHops.octets(address);
        changed(nextHop, known.remove(nextHop), NextHops.UNKNOWN);
    }

    private void changed(Octets nextHop, long before, long now) {
        if (before == now) {
            return;
        }
        add(nextHop);
        if (known.areRequired() && (before == NextHops.UNKNOWN || now == NextHops.UNKNOWN)) {
            judgeAnew.run();
        }
    }

    /// From the next beginning on, it is looked for one next hop more.
    void add(Octets nextHop) {
        later.add(nextHop);
    }

    /// @param most how many rows of destinations and paths are looked at, but for the last
    ///   destination's
    /// @return whether there is more
    boolean go(int most) {
        if (nextHops.isEmpty()) {
            nextHops = later;
            later = new HashSet<>();
            next = 0;
        }
        if (nextHops.isEmpty()) {
            return false;
        }
        int limit = routes.destinations().limit();
        int left = most;
        while (left > 0 && next < limit) {
            left -= visit(next++);
        }
        if (next == limit) {
            nextHops = new HashSet<>();
        }
        return next < limit || !later.isEmpty();
    }

    /// @return how many rows were looked at
    private int visit(int destination) {
        int rows = 1;
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE) {
            rows++;
            if (nextHops.contains(routes.attributesOf(path).nextHop())) {
                reconsider.accept(destination);
                return rows;
            }
            path = routes.paths().next(path);
        }
        return rows;
    }
}
