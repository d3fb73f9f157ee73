package dev.evpnd.rib;

import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/// What follows from what is known of next hops: a walk over all destinations for those with a path
/// to one of which something else is known than before. They are decided anew.
final class Reconsideration {
    private final List<Shard> shards;
    private final NextHops known;
    private final Runnable judgeAnew;

    /// @param reconsider is given destinations that are to be settled again
    record Shard(Routes routes, IntConsumer reconsider) {}

    /// What the walk under way looks for.
    private Set<Octets> nextHops = new HashSet<>();

    /// What the next walk will look for: who keeps giving reasons to walk cannot keep a walk from
    /// its end.
    private Set<Octets> later = new HashSet<>();

    private DestinationCursor walk;

    /// @param shards of the routes that are walked over
    /// @param known of next hops
    /// @param judgeAnew is run when routes may not be taken that were, or the other way round
    Reconsideration(List<Shard> shards, NextHops known, Runnable judgeAnew) {
        this.shards = List.copyOf(shards);
        this.known = known;
        walk = fromTheBeginning();
        this.judgeAnew = judgeAnew;
    }

    private DestinationCursor fromTheBeginning() {
        return new DestinationCursor(shards.stream().map(Shard::routes).toList());
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
            walk = fromTheBeginning();
        }
        if (nextHops.isEmpty()) {
            return false;
        }
        int left = most;
        while (left > 0 && !walk.isDone()) {
            left -= visit(shards.get(walk.shard()), walk.next());
        }
        boolean done = walk.isDone();
        if (done) {
            nextHops = new HashSet<>();
        }
        return !done || !later.isEmpty();
    }

    /// @return how many rows were looked at
    private int visit(Shard shard, int destination) {
        var routes = shard.routes();
        int rows = 1;
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE) {
            rows++;
            if (nextHops.contains(routes.attributesOf(path).nextHop())) {
                shard.reconsider().accept(destination);
                return rows;
            }
            path = routes.paths().next(path);
        }
        return rows;
    }
}
