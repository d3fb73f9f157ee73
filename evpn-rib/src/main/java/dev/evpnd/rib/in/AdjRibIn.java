package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

/// The paths of one peer, as a list in the order in which it announced them.
///
/// That order is what packs well when a later peer needs the whole table, for a peer sends what has
/// equal attributes together.
///
/// Each path has the *epoch* in which it was announced last. All are marked stale by the beginning
/// of a new epoch, and those that are still of an old one are swept away later: by the [Review],
/// which brings each path to what it ought to be by now.
public final class AdjRibIn {
    final int peer;
    final Review review;

    private final PathTable paths;
    private final AdjRibsIn all;
    private final DropCounts dropped = new DropCounts();

    /// The same since the peer began to tell all that it has.
    private final DropCounts droppedLately = new DropCounts();

    private final Room room;
    private ImportRules rules;
    private int first = PathTable.NONE;
    private int last = PathTable.NONE;
    private int size;
    private int ineligible;
    private int revision;

    private final TypeCounts types = new TypeCounts();
    private long announced;
    private long withdrawn;

    /// @param room that all of the family has with the peer
    AdjRibIn(AdjRibsIn all, PathTable paths, int peer, ImportRules rules, Room room) {
        this.all = all;
        this.paths = paths;
        this.peer = peer;
        this.rules = rules;
        this.room = room;
        review = new Review(this, paths);
    }

    public int first() {
        return first;
    }

    public int size() {
        return size;
    }

    /// Changes with every path that counts from now on or no longer, and with every one that is
    /// gone.
    public int revision() {
        return revision;
    }

    /// Whether a path says anything of what its peer wants: it may be chosen, and is not one that
    /// the peer did not say again and that merely has not been removed so far.
    public boolean counts(int path) {
        return paths.isEligible(path) && !review.isToGo(path);
    }

    void revised() {
        revision++;
        all.revised();
    }

    ImportRules rules() {
        return rules;
    }

    /// What comes from now on is judged by these rules, and what is there when it is reviewed.
    void setRules(ImportRules changed) {
        rules = changed;
    }

    /// Adds a path that the peer announces now.
    ///
    /// @param type of the route, as [TypeCounts] has it
    void append(int path, int type) {
        types.add(type, 1);
        review.added(path);
        paths.setPreviousOfPeer(path, last);
        paths.setNextOfPeer(path, PathTable.NONE);
        if (last == PathTable.NONE) {
            first = path;
        } else {
            paths.setNextOfPeer(last, path);
        }
        last = path;
        size++;
        revised();
    }

    void unlink(int path, int type) {
        types.add(type, -1);
        revised();
        review.leaving(path);
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
        if (!paths.isEligible(path)) {
            ineligible--;
        }
    }

    /// Notes why a path may not be chosen, or that it may.
    void setIneligible(int path, @Nullable DropReason reason) {
        boolean was = paths.isEligible(path);
        paths.setIneligible(path, reason);
        if (was != (reason == null)) {
            ineligible += was ? 1 : -1;
            revised();
        }
    }

    /// Notes that the peer announced a path in this epoch.
    void refresh(int path) {
        if (review.isStale(path)) {
            boolean counted = counts(path);
            review.announced(path);
            if (!counted && counts(path)) {
                revised();
            }
        }
    }

    /// Whether no path more is taken.
    boolean isFull() {
        return room.isFull();
    }

    /// A path was not taken, for there is no room.
    void refuse() {
        room.refuse();
        count(DropReason.LIMIT_REACHED);
    }

    // Counters.

    void countAnnounced() {
        announced++;
    }

    void countWithdrawn() {
        withdrawn++;
    }

    void count(DropReason reason) {
        dropped.count(reason);
        droppedLately.count(reason);
        all.dropped().count(reason);
    }

    /// Whether a route was not taken of all that the peer told last.
    boolean hasDroppedLately(DropReason reason) {
        return droppedLately.of(reason) > 0;
    }

    /// The peer tells all that it has, or is about to.
    void tellsAllAgain() {
        droppedLately.clear();
    }

    InboundCounters counters() {
        return new InboundCounters(
                announced,
                withdrawn,
                size,
                size - ineligible,
                review.staleCount(),
                types.toMap(),
                dropped.toMap());
    }
}
