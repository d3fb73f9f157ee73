package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Settling;
import dev.evpnd.rib.store.IntList;

/// Path identifiers under which something was told that is gone, in the order in which they went:
/// kept until everybody has been told.
final class Ghosts {
    private static final int MOST_AT_ONCE = 1 << 14;

    private final IntList destinations = new IntList();
    private final IntList pathIds = new IntList();
    private final IntList settlings = new IntList();

    /// How many were forgotten before those that are kept.
    private long forgotten;

    void add(int destination, int pathId, int settling) {
        destinations.add(destination);
        pathIds.add(pathId);
        settlings.add(settling);
    }

    /// The place of the oldest that is kept.
    long first() {
        return forgotten;
    }

    /// The place that the next one will get.
    long end() {
        return forgotten + destinations.size();
    }

    int destination(long place) {
        return destinations.get(index(place));
    }

    int pathId(long place) {
        return pathIds.get(index(place));
    }

    int settling(long place) {
        return settlings.get(index(place));
    }

    private int index(long place) {
        return (int) (place - forgotten);
    }

    /// Forgets those that went before a settling, some at a time.
    void forgetBefore(int settling) {
        int count = 0;
        while (count < Math.min(MOST_AT_ONCE, settlings.size())
                && Settling.isBefore(settlings.get(count), settling)) {
            count++;
        }
        destinations.removeFirst(count);
        pathIds.removeFirst(count);
        settlings.removeFirst(count);
        forgotten += count;
    }
}
