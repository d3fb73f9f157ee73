package dev.evpnd.rib.out;

import dev.evpnd.rib.route.PathTable;

/// The way of a member to the end of its group's log: a new one's, which has to be told of
/// everything, or that of one which fell behind, of everything that changed since.
///
/// First the lists of all peers are walked, each in its order; then what changed meanwhile, again
/// and again, each time less, until a round finds that nothing did. What is told is always the
/// present state.
final class CatchUp {
    /// Destinations that changed in this settling or after it have to be told of; 0 for all.
    final int since;

    /// Whether this is a member's first, which ends with an End-of-RIB marker.
    final boolean fromNothing;

    // Of the walk over the peers' lists.
    int peer;
    int path = PathTable.NONE;
    boolean listsDone;

    // Of the walk over the table, for what is gone; then of that over what changed meanwhile.
    int destination;
    boolean tableDone;
    int recent;

    private CatchUp(int since, boolean fromNothing, boolean tableDone, int recent) {
        this.since = since;
        this.fromNothing = fromNothing;
        this.tableDone = tableDone;
        this.recent = recent;
    }

    /// The way of a new member, which nothing has to be taken back from.
    ///
    /// @param recent how much is known to have changed before it set out
    static CatchUp ofNew(int recent) {
        return new CatchUp(0, true, true, recent);
    }

    /// The way of a member that has been told of everything before a settling.
    static CatchUp since(int settling, int recent) {
        return new CatchUp(settling, false, false, recent);
    }

    /// The same way from its beginning, for a member that has been told of some of it: nobody
    /// remembers any more what changed meanwhile.
    CatchUp again() {
        return new CatchUp(since, fromNothing, false, 0);
    }
}
