package dev.evpnd.rib.in;

import dev.evpnd.rib.route.PathTable;

/// The paths of one peer, as a list in the order in which it announced them.
///
/// That order is what packs well when a later peer needs the whole table, for a peer sends what has
/// equal attributes together.
public final class AdjRibIn {
    private final PathTable paths;
    private int first = PathTable.NONE;
    private int last = PathTable.NONE;
    private int size;
    private int revision;

    AdjRibIn(PathTable paths) {
        this.paths = paths;
    }

    public int first() {
        return first;
    }

    public int size() {
        return size;
    }

    /// Changes with every path that comes or goes.
    public int revision() {
        return revision;
    }

    void append(int path) {
        paths.setPreviousOfPeer(path, last);
        paths.setNextOfPeer(path, PathTable.NONE);
        if (last == PathTable.NONE) {
            first = path;
        } else {
            paths.setNextOfPeer(last, path);
        }
        last = path;
        size++;
        revision++;
    }

    void unlink(int path) {
        int previous = paths.previousOfPeer(path);
        int next = paths.nextOfPeer(path);
        if (previous == PathTable.NONE) {
            first = next;
        } else {
            paths.setNextOfPeer(previous, next);
        }
        if (next == PathTable.NONE) {
            last = previous;
        } else {
            paths.setPreviousOfPeer(next, previous);
        }
        size--;
        revision++;
    }
}
