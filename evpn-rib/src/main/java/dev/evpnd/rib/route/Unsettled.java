package dev.evpnd.rib.route;

import dev.evpnd.rib.store.IntList;

/// The destinations that wait to be settled, in the order in which they came to wait, each with the
/// best path as it was: what others have been told of it, whatever has become of it since.
///
/// What is remembered of a path is held, so that its numbers mean the same until [#release].
public final class Unsettled {
    private final Routes routes;
    private final IntList destinations = new IntList();
    private final IntList sources = new IntList();
    private final IntList attributes = new IntList();
    private final IntList remainders = new IntList();
    private int next;

    public Unsettled(Routes routes) {
        this.routes = routes;
    }

    /// Lets a destination wait that does not yet.
    ///
    /// @param source of its best path, in the words of whoever tells
    public void add(int destination, int best, int source) {
        destinations.add(destination);
        sources.add(source);
        if (best == PathTable.NONE) {
            attributes.add(AttributeTable.NONE);
            remainders.add(RemainderTable.NOTHING);
            return;
        }
        int set = routes.paths().attributes(best);
        int remainder = routes.paths().remainder(best);
        routes.attributes().retain(set);
        routes.remainders().retain(remainder);
        attributes.add(set);
        remainders.add(remainder);
    }

    public boolean isEmpty() {
        return next == destinations.size();
    }

    /// How many wait.
    public int size() {
        return destinations.size() - next;
    }

    /// Takes the place of the next in line, by which it is asked for until [#release].
    public int take() {
        return next++;
    }

    public int destination(int place) {
        return destinations.get(place);
    }

    public int source(int place) {
        return sources.get(place);
    }

    public int attributes(int place) {
        return attributes.get(place);
    }

    public int remainder(int place) {
        return remainders.get(place);
    }

    /// Lets go of what is remembered of the places from the first to before the last.
    public void release(int from, int to) {
        for (int place = from; place < to; place++) {
            if (attributes.get(place) != AttributeTable.NONE) {
                routes.attributes().release(attributes.get(place));
                routes.remainders().release(remainders.get(place));
            }
        }
        if (isEmpty()) {
            next = 0;
            destinations.clear();
            sources.clear();
            attributes.clear();
            remainders.clear();
        }
    }
}
