package dev.evpnd.rib;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.store.IntList;

/// Destinations to which no path is left, which are kept until everybody has been told, in the
/// order in which they were lost.
final class Tombstones {
    private final DestinationTable destinations;
    private final IntList queue = new IntList();

    Tombstones(DestinationTable destinations) {
        this.destinations = destinations;
    }

    boolean isEmpty() {
        return queue.size() == 0;
    }

    /// Remembers a destination to forget it.
    void add(int destination) {
        if (destinations.markTombstone(destination)) {
            queue.add(destination);
        }
    }

    /// Forgets those that were lost before a settling.
    void forgetBefore(int settling) {
        int forgotten = 0;
        while (forgotten < queue.size() && forgets(queue.get(forgotten), settling)) {
            forgotten++;
        }
        if (forgotten > 0) {
            queue.removeFirst(forgotten);
        }
    }

    /// Whether the destination is forgotten, or has come back to life.
    private boolean forgets(int destination, int settling) {
        if (destinations.firstPath(destination) != PathTable.NONE
                || destinations.isDirty(destination)) {
            destinations.unmarkTombstone(destination);
            return true;
        }
        if (destinations.changed(destination) >= settling) {
            return false;
        }
        destinations.remove(destination);
        return true;
    }
}
