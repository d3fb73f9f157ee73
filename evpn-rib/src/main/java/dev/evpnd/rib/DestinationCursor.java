package dev.evpnd.rib;

import dev.evpnd.rib.route.Routes;

import java.util.List;

/// A walk over the rows of destinations of all shards, one shard after the other. They may come and
/// go meanwhile.
final class DestinationCursor {
    private final List<Routes> shards;
    private int shard;
    private int next;

    DestinationCursor(List<Routes> shards) {
        this.shards = shards;
    }

    /// Whether there is nothing more, by now.
    boolean isDone() {
        while (next >= routes().destinations().limit()) {
            if (shard == shards.size() - 1) {
                return true;
            }
            shard++;
            next = 0;
        }
        return false;
    }

    /// Which shard the [#next] row is of, where the walk is not done.
    int shard() {
        return shard;
    }

    /// Those of that shard.
    Routes routes() {
        return shards.get(shard);
    }

    /// Goes on by one row.
    int next() {
        return next++;
    }
}
