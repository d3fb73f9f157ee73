package dev.evpnd.rib.route;

import dev.evpnd.rib.store.IntList;

/// The destinations that wait to be settled, in the order in which they came to wait, each with the
/// best path as it was: what others have been told of it, whatever has become of it since.
///
/// Where more than the best path is told, the others are remembered too, in their order.
///
/// What is remembered of a path is held, so that its numbers mean the same until [#release]. The
/// line is never longer than there are destinations, for none waits twice.
public final class Unsettled {
    private static final int PATH_WIDTH = 4;

    private final Routes routes;
    private final IntList destinations = new IntList();
    private final IntList sources = new IntList();
    private final IntList attributes = new IntList();
    private final IntList remainders = new IntList();

    /// Where the paths of a place begin in [#paths], for who is told of more than the best.
    private final IntList firstPaths = new IntList();

    private final IntList paths = new IntList();

    /// How many values were taken off the beginning of [#paths].
    private int pathsTaken;

    public Unsettled(Routes routes) {
        this.routes = routes;
    }

    /// Lets a destination wait that does not yet.
    ///
    /// @param source of its best path, in the words of whoever tells
    public void add(int destination, int best, int source) {
        destinations.add(destination);
        sources.add(source);
        firstPaths.add(pathsTaken + paths.size());
        if (best == PathTable.NONE) {
            attributes.add(AttributeTable.NONE);
            remainders.add(RemainderTable.NOTHING);
            return;
        }
        int set = routes.paths().attributes(best);
        int remainder = routes.paths().remainder(best);
        hold(set, remainder);
        attributes.add(set);
        remainders.add(remainder);
    }

    /// Remembers a path to the destination that was added last.
    public void addPath(int path, int source) {
        int set = routes.paths().attributes(path);
        int remainder = routes.paths().remainder(path);
        hold(set, remainder);
        paths.add(path);
        paths.add(source);
        paths.add(set);
        paths.add(remainder);
    }

    private void hold(int set, int remainder) {
        routes.attributes().retain(set);
        routes.remainders().retain(remainder);
    }

    public boolean isEmpty() {
        return destinations.isEmpty();
    }

    /// How many wait; they are asked for by their place in the line, from 0 on.
    public int size() {
        return destinations.size();
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

    /// How many paths are remembered one by one.
    public int pathCount(int place) {
        return (endOfPaths(place) - firstPaths.get(place)) / PATH_WIDTH;
    }

    private int endOfPaths(int place) {
        return place + 1 == firstPaths.size()
                ? pathsTaken + paths.size()
                : firstPaths.get(place + 1);
    }

    public int path(int place, int rank) {
        return pathValue(place, rank, 0);
    }

    public int sourceOfPath(int place, int rank) {
        return pathValue(place, rank, 1);
    }

    public int attributesOfPath(int place, int rank) {
        return pathValue(place, rank, 2);
    }

    public int remainderOfPath(int place, int rank) {
        return pathValue(place, rank, 3);
    }

    private int pathValue(int place, int rank, int column) {
        return paths.get(firstPaths.get(place) - pathsTaken + PATH_WIDTH * rank + column);
    }

    /// Takes the first places off the line, and lets go of what is remembered of them.
    public void release(int count) {
        if (count == 0) {
            return;
        }
        for (int place = 0; place < count; place++) {
            if (attributes.get(place) != AttributeTable.NONE) {
                letGo(attributes.get(place), remainders.get(place));
            }
            for (int rank = 0; rank < pathCount(place); rank++) {
                letGo(attributesOfPath(place, rank), remainderOfPath(place, rank));
            }
        }
        int pathsEnd = endOfPaths(count - 1);
        paths.removeFirst(pathsEnd - pathsTaken);
        pathsTaken = pathsEnd;
        destinations.removeFirst(count);
        sources.removeFirst(count);
        attributes.removeFirst(count);
        remainders.removeFirst(count);
        firstPaths.removeFirst(count);
    }

    private void letGo(int set, int remainder) {
        routes.attributes().release(set);
        routes.remainders().release(remainder);
    }
}
