package dev.evpnd.rib.in;

import dev.evpnd.rib.route.PathTable;

/// A walk over the paths of one peer that brings each of them to what it ought to be by now: gone,
/// if it is too stale; long-lived stale; judged by other rules. One walk does all of that, in
/// slices, and any path may come and go between them.
///
/// It also keeps the epochs. There are fewer numbers for them than there may be epochs: an epoch
/// whose number is still in use, because no walk has passed since, is not begun.
final class Review {
    /// Beyond so many epochs in use a peer's wish begins none. The rest is for ends of sessions, of
    /// which each brings the walk forward: it would take a hundred of them in the time of one walk
    /// to use them up.
    private static final int MOST_BY_WISH = 64;

    private final AdjRibIn list;
    private final PathTable paths;

    private int epoch;

    /// How many paths are of this epoch.
    private int fresh;

    /// The epoch with which the session began: paths of one before it are of former sessions.
    private int session;

    /// How many paths are of the session.
    private int live;

    /// Paths of an epoch before this one are to go.
    private int floor;

    /// No path is of an epoch before this one: a walk has passed.
    private int clean;

    /// Paths of an epoch before this one are long-lived stale.
    private int longLivedBefore;

    private boolean underWay;

    /// The floor at the beginning of the walk, which lets no path pass below that.
    private int walked;

    private boolean again;
    private boolean judging;
    private boolean judgingAgain;

    /// Where the walk goes on.
    private int next = PathTable.NONE;

    Review(AdjRibIn list, PathTable paths) {
        this.list = list;
        this.paths = paths;
    }

    // Epochs.

    /// The epoch in which the peer announced a path last.
    private int epochOf(int path) {
        return epoch - (epoch - paths.epoch(path) & PathTable.EPOCHS - 1);
    }

    boolean isStale(int path) {
        return epochOf(path) != epoch;
    }

    /// Whether a peer's wish may begin a new epoch.
    boolean hasEpochs() {
        return epoch - clean < MOST_BY_WISH;
    }

    /// Whether a new epoch may begin at all.
    boolean mayMark() {
        return fresh == 0 || epoch - clean < PathTable.EPOCHS - 1;
    }

    /// Marks all paths as stale.
    ///
    /// @return the epoch that begins: those before it are stale
    int mark() {
        if (!mayMark()) {
            throw new IllegalStateException("the epoch " + clean + " is still in use");
        }
        if (fresh > 0) {
            // Otherwise all are stale as it is.
            fresh = 0;
            epoch++;
        }
        return epoch;
    }

    /// The same where a session ends.
    int markSession() {
        session = mark();
        live = 0;
        return session;
    }

    /// Whether the peer announced the path in the session that it has or had last.
    boolean isOfSession(int path) {
        return epochOf(path) >= session;
    }

    /// How many paths are of that session.
    int liveCount() {
        return live;
    }

    /// Has paths of epochs before this one removed.
    void sweep(int before) {
        if (before > floor) {
            floor = before;
            list.revised();
            begin(false);
        }
    }

    boolean isToGo(int path) {
        return epochOf(path) < floor;
    }

    /// Has paths of epochs before this one made long-lived stale.
    void makeLongLived(int before) {
        longLivedBefore = before;
        begin(false);
    }

    boolean isToBeLongLived(int path) {
        return epochOf(path) < longLivedBefore && !paths.isLongLivedStale(path);
    }

    /// A path has come, and is of this epoch.
    void added(int path) {
        paths.setEpoch(path, epoch);
        fresh++;
        live++;
    }

    /// A path that was stale is of this epoch from now on.
    void announced(int path) {
        live += isOfSession(path) ? 0 : 1;
        paths.setEpoch(path, epoch);
        fresh++;
    }

    int staleCount() {
        return list.size() - fresh;
    }

    // The walk.

    /// Has all paths judged by the rules as they are now.
    void judge() {
        begin(true);
    }

    private void begin(boolean withJudging) {
        judging |= withJudging;
        if (underWay) {
            // Not from the beginning at once: whoever keeps beginning would keep it from its end.
            again = true;
            judgingAgain |= withJudging;
        } else {
            underWay = true;
            walked = floor;
            next = list.first();
        }
    }

    boolean isUnderWay() {
        return underWay;
    }

    /// Whether paths may have been judged by rules that have changed since.
    boolean isJudging() {
        return judging;
    }

    /// The next path of the walk, or [PathTable#NONE] where it is done.
    int take() {
        if (next == PathTable.NONE) {
            end();
        }
        int path = next;
        if (path != PathTable.NONE) {
            next = paths.nextOfPeer(path);
        }
        return path;
    }

    private void end() {
        underWay = again;
        judging = judgingAgain;
        next = again ? list.first() : PathTable.NONE;
        clean = walked;
        walked = floor;
        again = false;
        judgingAgain = false;
        if (underWay && next == PathTable.NONE) {
            end();
        }
    }

    /// A path is about to leave the list: the walk does not stand on it.
    void leaving(int path) {
        if (!isStale(path)) {
            fresh--;
        }
        if (isOfSession(path)) {
            live--;
        }
        if (path == next) {
            next = paths.nextOfPeer(path);
        }
    }
}
