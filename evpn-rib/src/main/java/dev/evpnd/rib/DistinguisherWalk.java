package dev.evpnd.rib;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/// A walk over the destinations of some distinguishers, one after the other, in all shards.
final class DistinguisherWalk implements DestinationWalk {
    private final List<Routes> shards;
    private final Iterator<Octets> distinguishers;
    private @Nullable Octets distinguisher;

    /// Behind the one that is looked into.
    private int shard;

    private DistinguisherIndex.@Nullable Chain chain;

    DistinguisherWalk(List<Routes> shards, List<Octets> distinguishers) {
        this.shards = shards;
        this.distinguishers = distinguishers.iterator();
        shard = shards.size();
    }

    @Override
    public boolean isDone() {
        while (chain == null || chain.isDone()) {
            if (shard == shards.size()) {
                if (!distinguishers.hasNext()) {
                    return true;
                }
                distinguisher = distinguishers.next();
                shard = 0;
            }
            chain =
                    shards.get(shard++)
                            .destinations()
                            .index()
                            .chain(Objects.requireNonNull(distinguisher));
        }
        return false;
    }

    @Override
    public int shard() {
        return shard - 1;
    }

    @Override
    public Routes routes() {
        return shards.get(shard());
    }

    @Override
    public int next() {
        return Objects.requireNonNull(chain).next();
    }
}
