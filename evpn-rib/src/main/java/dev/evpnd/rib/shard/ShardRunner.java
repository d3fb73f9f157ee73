package dev.evpnd.rib.shard;

import java.util.function.IntConsumer;

/// Does something to each shard. What is done to one never looks at another, so that it may be done
/// to several at once, or to one after the other in any order.
@FunctionalInterface
public interface ShardRunner {

    /// For whoever has one thread.
    ShardRunner IN_TURN =
            (shards, rows, task) -> {
                for (int shard = 0; shard < shards; shard++) {
                    task.accept(shard);
                }
            };

    /// Gives the task each number below `shards` once, and returns when it is done with all of
    /// them: what it did is seen by whoever called. What the task throws is thrown, when all others
    /// are done.
    ///
    /// @param rows of tables that are looked at in about the time that this takes: where they are
    ///   few it takes longer to have others do it
    void run(int shards, int rows, IntConsumer task);
}
