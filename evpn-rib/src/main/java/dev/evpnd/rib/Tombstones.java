package dev.evpnd.rib;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Settling;
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
        return queue.isEmpty();
    }

    /// Remembers a destination to forget it.
    void add(int destination) {
        if (destinations.markTombstone(destination)) {
            queue.add(destination);
        }
    }

    /// Forgets those that were lost before a settling, but no more than so many.
    ///
    /// @return whether there are more of them
    boolean forgetBefore(int settling, int most) {
        int forgotten = 0;
        while (forgotten < queue.size() && isDone(queue.get(forgotten), settling)) {
            if (forgotten == most) {
                queue.removeFirst(forgotten);
                return true;
            }
            forget(queue.get(forgotten++));
        }
        queue.removeFirst(forgotten);
        return false;
    }

    /// Whether nobody needs the destination, or it has come back to life.
    private boolean isDone(int destination, int settling) {
        return isAlive(destination)
                || Settling.isBefore(destinations.changed(destination), settling);
    }

    private boolean isAlive(int destination) {
        return destinations.firstPath(destination) != PathTable.NONE
                || destinations.isDirty(destination);
    }

    private void forget(int destination) {
        if (isAlive(destination)) {
            destinations.unmarkTombstone(destination);
        } else {
            destinations.remove(destination);
        }
    }
}
