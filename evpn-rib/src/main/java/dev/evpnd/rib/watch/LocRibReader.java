package dev.evpnd.rib.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/// One who reads the changes of the Loc-RIB, in his own time. He costs his places in the logs.
///
/// Like everything of the RIB it has one caller; what it gives away, any thread may read.
public final class LocRibReader implements AutoCloseable {
    private final List<ChangeLog> logs;
    private final long[] next;
    private final BooleanSupplier settled;
    private final Runnable closed;

    /// @param logs one for each shard
    /// @param next what he reads first in each
    LocRibReader(List<ChangeLog> logs, long[] next, BooleanSupplier settled, Runnable closed) {
        this.logs = List.copyOf(logs);
        this.next = next.clone();
        this.settled = settled;
        this.closed = closed;
    }

    /// What he reads next in each shard. Whoever begins there again misses nothing.
    public List<Long> position() {
        return LongStream.of(next).boxed().toList();
    }

    /// Whether there is something that he has not read, or has missed.
    public boolean hasMore() {
        for (int i = 0; i < next.length; i++) {
            if (next[i] != logs.get(i).end()) {
                return true;
            }
        }
        return false;
    }

    /// Whether something that he has not read is no longer there.
    public boolean isBehind() {
        for (int i = 0; i < next.length; i++) {
            if (next[i] < logs.get(i).first()) {
                return true;
            }
        }
        return false;
    }

    /// Passes over all that he has not read. What has become of it, the routes themselves say.
    ///
    /// @return how many changes that is
    public long skip() {
        long skipped = 0;
        for (int i = 0; i < next.length; i++) {
            long end = logs.get(i).end();
            skipped += end - next[i];
            next[i] = end;
        }
        return skipped;
    }

    /// What happened next, shard by shard, where he is not behind.
    ///
    /// @param most changes, and so many settled routes of which nothing has changed
    public List<BestChange> read(int most) {
        if (isBehind()) {
            throw new IllegalStateException("what is to be read is gone");
        }
        var read = new ArrayList<BestChange>();
        for (int i = 0; i < next.length; i++) {
            next[i] = logs.get(i).copy(next[i], most - read.size(), read);
        }
        return read;
    }

    /// Whether he has read everything, and no route waits to be settled.
    public boolean isAtRest() {
        return !hasMore() && settled.getAsBoolean();
    }

    /// He reads no more.
    @Override
    public void close() {
        closed.run();
    }
}
