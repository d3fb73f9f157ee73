package dev.evpnd.rib;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.wire.octets.Octets;

import java.util.List;

/// The distinguishers of a family's routes, in slices that do not hold up the writer.
///
/// What comes or goes between two slices may be there or not. Each is visited once for each shard
/// that has routes with it.
public final class Distinguishers {
    private final List<DistinguisherIndex> shards;
    private int shard;
    private int next;

    Distinguishers(List<DistinguisherIndex> shards) {
        this.shards = shards;
    }

    /// Is told of each.
    @FunctionalInterface
    public interface Visitor {
        /// @param distinguisher its octets, or [DistinguisherIndex#WITHOUT]
        /// @param destinations how many have it there, those among them that wait to be forgotten
        void visit(Octets distinguisher, int destinations);
    }

    public boolean isDone() {
        while (next >= shards.get(shard).limit()) {
            if (shard == shards.size() - 1) {
                return true;
            }
            shard++;
            next = 0;
        }
        return false;
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    public void next(int rows, Visitor visitor) {
        for (int left = rows; left > 0 && !isDone(); left--) {
            var index = shards.get(shard);
            int row = next++;
            int count = index.count(row);
            if (count > 0) {
                visitor.visit(index.key(row), count);
            }
        }
    }
}
