package dev.evpnd.rib.route;

import dev.evpnd.rib.store.RowStore;

/// All paths: each is what one peer announced of one destination (under one path identifier).
///
/// A path stands in two lists: that of its destination, and that of its peer in the order in which
/// the peer announced. The lists' ends are with the destination and the peer; their links are
/// columns here, in which a path's number is kept with one added, so that zero is the end.
public final class PathTable {
    /// Stands for no path.
    public static final int NONE = -1;

    private static final int DESTINATION = 0;
    private static final int PEER = 1;
    private static final int PATH_ID = 2;
    private static final int ATTRIBUTES = 3;
    private static final int REMAINDER = 4;
    private static final int NEXT = 5;
    private static final int PREVIOUS_OF_PEER = 6;
    private static final int NEXT_OF_PEER = 7;
    private static final int ARRIVAL = 8;
    private static final int WIDTH = 9;

    private final RowStore rows = new RowStore(WIDTH);

    /// A path of a peer to a destination, in neither list yet.
    public int add(int destination, int peer, int pathId) {
        int path = rows.add();
        rows.set(path, DESTINATION, destination);
        rows.set(path, PEER, peer);
        rows.set(path, PATH_ID, pathId);
        return path;
    }

    /// Forgets a path that is in neither list any more.
    public void remove(int path) {
        rows.remove(path);
    }

    public int destination(int path) {
        return rows.get(path, DESTINATION);
    }

    public int peer(int path) {
        return rows.get(path, PEER);
    }

    public int pathId(int path) {
        return rows.get(path, PATH_ID);
    }

    /// Whether the decision may choose the path.
    public boolean isEligible(int path) {
        return path != NONE;
    }

    /// The number of the attribute set.
    public int attributes(int path) {
        return rows.get(path, ATTRIBUTES);
    }

    /// The number of the remainder of the NLRI.
    public int remainder(int path) {
        return rows.get(path, REMAINDER);
    }

    public void setContent(int path, int attributes, int remainder) {
        rows.set(path, ATTRIBUTES, attributes);
        rows.set(path, REMAINDER, remainder);
    }

    /// When the path came, as a number that grows with each.
    public int arrival(int path) {
        return rows.get(path, ARRIVAL);
    }

    public void setArrival(int path, int arrival) {
        rows.set(path, ARRIVAL, arrival);
    }

    /// The next path to the same destination, or [#NONE].
    public int next(int path) {
        return rows.get(path, NEXT) - 1;
    }

    public void setNext(int path, int next) {
        rows.set(path, NEXT, next + 1);
    }

    /// The path that the same peer announced next, or [#NONE].
    public int nextOfPeer(int path) {
        return rows.get(path, NEXT_OF_PEER) - 1;
    }

    public void setNextOfPeer(int path, int next) {
        rows.set(path, NEXT_OF_PEER, next + 1);
    }

    /// The path that the same peer announced before, or [#NONE].
    public int previousOfPeer(int path) {
        return rows.get(path, PREVIOUS_OF_PEER) - 1;
    }

    public void setPreviousOfPeer(int path, int previous) {
        rows.set(path, PREVIOUS_OF_PEER, previous + 1);
    }

    /// How many paths there are.
    public int size() {
        return rows.size();
    }
}
