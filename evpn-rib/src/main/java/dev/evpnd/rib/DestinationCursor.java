package dev.evpnd.rib;

import dev.evpnd.rib.route.Routes;

import java.util.List;

/// A walk over the rows of destinations of all shards, one shard after the other.
final class DestinationCursor implements DestinationWalk {
    private final List<Routes> shards;
    private int shard;
    private int next;

    DestinationCursor(List<Routes> shards) {
        this.shards = shards;
    }

    @Override
    public boolean isDone() {
        while (next >= routes().destinations().limit()) {
            if (shard == shards.size() - 1) {
                return true;
            }
            shard++;
            next = 0;
        }
        return false;
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public Routes routes() {
        return shards.get(shard);
    }

    @Override
    public int next() {
        return next++;
    }
}
