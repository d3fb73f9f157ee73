package dev.evpnd.rib.out;

import dev.evpnd.rib.route.PathTable;

import java.util.ArrayList;
import java.util.List;

/// The way of a member to the end of its group's log: a new one's, which has to be told of
/// everything; that of one which fell behind, of everything that changed since; and that of one
/// which sees things otherwise than before, because its settings changed or what it wants did.
///
/// First the lists of all peers are walked, each in its order; then the table, for what has to be
/// taken back; then what changed meanwhile, again and again, each time less, until a round finds
/// that nothing did. What is told is always the present state.
final class CatchUp {
    /// What changed in this settling or after it may have been told or not. What did not was told
    /// as [#held] says.
    final int since;

    /// What the member could see of what did not change: nothing, or by each of these in turn.
    final List<Held> held;

    /// Whether it surely was told all that it could see, so that it need not be told again.
    final boolean certain;

    /// Which marker is due at the end.
    boolean endOfRib;

    boolean endOfRefresh;

    /// Whether the marker of a beginning refresh is due.
    boolean beginOfRefresh;

    /// Whether the default membership has to be taken back first.
    boolean undoDefault;

    // Of the walk over the peers' lists.
    int peer;
    int path = PathTable.NONE;
    boolean listsDone;

    // Of the walk over the table and over path identifiers that are gone; then of that over what
    // changed meanwhile.
    int destination;
    boolean tableDone;
    long ghost;
    int recent;

    private CatchUp(int since, List<Held> held, boolean certain, long ghost, int recent) {
        this.since = since;
        this.held = List.copyOf(held);
        this.certain = certain;
        this.ghost = ghost;
        this.recent = recent;
    }

    /// The way of a member that has been told nothing.
    ///
    /// @param since the next settling
    static CatchUp ofNew(int since, long ghost, int recent) {
        return new CatchUp(since, List.of(), true, ghost, recent);
    }

    /// The way of a member that was told of everything before a settling.
    static CatchUp since(int since, Held held, long ghost, int recent) {
        return new CatchUp(since, List.of(held), true, ghost, recent);
    }

    /// The same way from its beginning, for a member that has been told some of it.
    ///
    /// @param seen what it could see on the way so far
    CatchUp again(Held seen, long firstGhost, int nextRecent) {
        var all = new ArrayList<>(held);
        if (!all.contains(seen)) {
            all.add(seen);
        }
        var again = new CatchUp(since, all, false, firstGhost, nextRecent);
        again.endOfRib = endOfRib;
        again.endOfRefresh = endOfRefresh;
        again.beginOfRefresh = beginOfRefresh;
        again.undoDefault = undoDefault;
        return again;
    }

    /// Whether nothing can have to be taken back but what changed.
    boolean isFromNothing() {
        return held.isEmpty();
    }
}
