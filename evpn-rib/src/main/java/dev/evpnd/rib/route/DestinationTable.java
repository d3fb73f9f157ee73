package dev.evpnd.rib.route;

import dev.evpnd.rib.store.KeyedRows;
import dev.evpnd.wire.octets.Octets;

/// All destinations: route keys, with the paths to each and what was chosen of them.
public final class DestinationTable {
    /// Stands for no destination.
    public static final int NONE = KeyedRows.ABSENT;

    private static final int FIRST_PATH = 0;
    private static final int BEST = 1;
    private static final int CHANGED = 2;
    private static final int STATE = 3;
    private static final int PLACE = 4;
    private static final int WIDTH = 5;

    private static final int DIRTY = 1;
    private static final int TOMBSTONE = 2;
    private static final int RANKED = 4;

    private final KeyedRows rows;
    private final PathTable paths;
    private final DistinguisherIndex index;

    /// @param family that the keys are of
    /// @param paths whose lists begin here
    public DestinationTable(RouteFamily family, PathTable paths, long seed) {
        this.paths = paths;
        rows = new KeyedRows(WIDTH, seed);
        index = new DistinguisherIndex(family, seed);
    }

    /// Which of them have which distinguisher.
    public DistinguisherIndex index() {
        return index;
    }

    public int find(byte[] key, int offset, int length) {
        return rows.find(key, offset, length);
    }

    public int findOrAdd(byte[] key, int offset, int length) {
        int destination = rows.findOrAdd(key, offset, length);
        if (rows.get(destination, PLACE) == 0) {
            rows.set(destination, PLACE, index.add(destination, key, offset, length));
        }
        return destination;
    }

    /// Forgets a destination to which no path is left.
    public void remove(int destination) {
        index.remove(rows.get(destination, PLACE));
        rows.remove(destination);
    }

    public int firstPath(int destination) {
        return rows.get(destination, FIRST_PATH) - 1;
    }

    /// The path of a peer under a path identifier, or [PathTable#NONE].
    public int path(int destination, int peer, int pathId) {
        int path = firstPath(destination);
        while (path != PathTable.NONE
                && (paths.peer(path) != peer || paths.pathId(path) != pathId)) {
            path = paths.next(path);
        }
        return path;
    }

    public void addPath(int path) {
        int destination = paths.destination(path);
        paths.setNext(path, firstPath(destination));
        rows.set(destination, FIRST_PATH, path + 1);
    }

    /// The list of the paths begins with this one.
    public void setFirstPath(int destination, int path) {
        rows.set(destination, FIRST_PATH, path + 1);
    }

    public void removePath(int path) {
        int destination = paths.destination(path);
        int at = firstPath(destination);
        if (at == path) {
            rows.set(destination, FIRST_PATH, paths.next(path) + 1);
            return;
        }
        while (paths.next(at) != path) {
            at = paths.next(at);
        }
        paths.setNext(at, paths.next(path));
    }

    /// The path that was chosen when the destination was last settled, or [PathTable#NONE].
    public int best(int destination) {
        return rows.get(destination, BEST) - 1;
    }

    public void setBest(int destination, int path) {
        rows.set(destination, BEST, path + 1);
    }

    /// The number of the settling that changed the destination last, to be compared as [Settling]
    /// does.
    public int changed(int destination) {
        return rows.get(destination, CHANGED);
    }

    public void setChanged(int destination, int settling) {
        rows.set(destination, CHANGED, settling);
    }

    /// Whether the destination waits to be settled.
    public boolean isDirty(int destination) {
        return (rows.get(destination, STATE) & DIRTY) != 0;
    }

    /// Notes that the destination waits to be settled, or does no longer.
    public void setDirty(int destination, boolean dirty) {
        int state = rows.get(destination, STATE);
        rows.set(destination, STATE, dirty ? state | DIRTY : state & ~DIRTY);
    }

    /// Whether the list of the paths is in the order of the decision, as of the last settling.
    public boolean isRanked(int destination) {
        return (rows.get(destination, STATE) & RANKED) != 0;
    }

    public void setRanked(int destination, boolean ranked) {
        int state = rows.get(destination, STATE);
        rows.set(destination, STATE, ranked ? state | RANKED : state & ~RANKED);
    }

    public Octets key(int destination) {
        return Octets.copyOf(keyArray(destination), keyStart(destination), keyLength(destination));
    }

    public byte[] keyArray(int destination) {
        return rows.keyArray(destination);
    }

    public int keyStart(int destination) {
        return rows.keyStart(destination);
    }

    public int keyLength(int destination) {
        return rows.keyLength(destination);
    }

    /// Whether the number is that of a destination: one with a path, or one that is to be
    /// forgotten.
    public boolean isKnown(int destination) {
        return rows.get(destination, FIRST_PATH) != 0 || rows.get(destination, STATE) != 0;
    }

    /// Marks a destination that has no path and cannot be forgotten yet.
    ///
    /// @return whether it was not marked before
    public boolean markTombstone(int destination) {
        int state = rows.get(destination, STATE);
        rows.set(destination, STATE, state | TOMBSTONE);
        return (state & TOMBSTONE) == 0;
    }

    public void unmarkTombstone(int destination) {
        rows.set(destination, STATE, rows.get(destination, STATE) & ~TOMBSTONE);
    }

    /// All destination numbers are below this; not each of them is in use.
    public int limit() {
        return rows.limit();
    }

    /// How many destinations there are.
    public int size() {
        return rows.size();
    }

    /// What it takes.
    public long octets() {
        return rows.octets() + index.octets();
    }
}
