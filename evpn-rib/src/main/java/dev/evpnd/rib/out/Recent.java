package dev.evpnd.rib.out;

import dev.evpnd.rib.store.IntList;

/// Destinations that were settled while somebody catches up, in their order, each with the settling
/// that changed it last.
final class Recent {
    private final IntList destinations = new IntList();
    private final IntList settlings = new IntList();

    void add(int destination, int settling) {
        destinations.add(destination);
        settlings.add(settling);
    }

    int destination(int place) {
        return destinations.get(place);
    }

    int settling(int place) {
        return settlings.get(place);
    }

    int size() {
        return destinations.size();
    }

    void clear() {
        destinations.clear();
        settlings.clear();
    }
}
