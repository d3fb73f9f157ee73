package dev.evpnd.rib.out;

import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import java.util.ArrayList;
import java.util.List;

/// The way of a member to the end of its group's log: a new one's, which has to be told of
/// everything; that of one which fell behind, of everything that changed since; and that of one
/// which sees things otherwise than before, because its settings changed or what it wants did.
///
/// First the lists of all peers are walked, each in its order; then the table, for what has to be
/// taken back; then path identifiers that are gone; then what changed meanwhile, until there is no
/// more of that. The order matters: a later walk speaks of what an earlier one passed over. What is
/// told is always the present state.
final class CatchUp {
    /// What changed in this settling or after it may have been told or not. What did not was told
    /// as [#held] says.
    final int since;

    /// What the member could see of what did not change: nothing, or by each of these in turn.
    final List<Held> held;

    /// Whether it surely was told all that it could see, so that it need not be told again.
    final boolean certain;

    /// The memberships out of no table that have to be taken back, when all else is told.
    List<RouteTargetMembership> unstated = List.of();

    /// Whether the walk has begun, and with which settling whatever changes is left to the walk
    /// over what changed meanwhile, so that it is told once.
    boolean hasBegun;

    int begun;

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

    /// The same way from its beginning, for a member that has been told some of it: nobody
    /// remembers any more what changed meanwhile.
    ///
    /// @param seen what it could see on the way so far
    CatchUp again(Held seen, long firstGhost) {
        var all = new ArrayList<>(held);
        if (!all.contains(seen)) {
            all.add(seen);
        }
        var again = new CatchUp(since, all, false, firstGhost, 0);
        again.unstated = unstated;
        return again;
    }

    /// The same way for a member that asks to be told of everything.
    CatchUp ofEverything() {
        var all = new CatchUp(since, held, false, ghost, recent);
        all.unstated = unstated;
        return all;
    }
}
