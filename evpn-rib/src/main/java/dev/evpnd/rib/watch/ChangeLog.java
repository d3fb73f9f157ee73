package dev.evpnd.rib.watch;

import java.util.List;

/// The latest changes of one shard, each known by a number that grows by one. The oldest makes room
/// for the newest.
public final class ChangeLog {
    private final BestChange[] ring;
    private final long begin;
    private long end;

    /// @param most changes that are kept
    /// @param begin the number of the first that will be here
    ChangeLog(int most, long begin) {
        ring = new BestChange[most];
        this.begin = begin;
        end = begin;
    }

    public void add(BestChange change) {
        ring[slot(end)] = change;
        end++;
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    /// The number of the oldest change that is still here.
    long first() {
        return Math.max(begin, end - ring.length);
    }

    /// The number that the next change will get.
    long end() {
        return end;
    }

    /// @return the number of the first change that was not copied
    long copy(long from, int most, List<BestChange> to) {
        long until = Math.min(end, from + most);
        for (long number = from; number < until; number++) {
            to.add(ring[slot(number)]);
        }
        return until;
    }
}
