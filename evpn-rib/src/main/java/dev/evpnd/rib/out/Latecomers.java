package dev.evpnd.rib.out;

import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Settling;

import java.util.ArrayList;
import java.util.List;

/// The members that catch up, and what has to be remembered for them: what changes meanwhile, and
/// path identifiers that are gone.
final class Latecomers {
    private static final int OCTETS_OF_A_CHANGE = 2 * Integer.BYTES;

    final Recent recent = new Recent();
    final Ghosts ghosts = new Ghosts();

    private final PathTable paths;
    private long maxRecent;
    private final List<Member> members = new ArrayList<>();

    /// @param maxOctets how much may be remembered of what changes
    Latecomers(PathTable paths, long maxOctets) {
        this.paths = paths;
        setMaxOctets(maxOctets);
    }

    /// What is remembered beyond that goes with the next change.
    void setMaxOctets(long maxOctets) {
        maxRecent = maxOctets / OCTETS_OF_A_CHANGE;
    }

    /// A new member sets out, or one whom a peer's restart or a first word of its wants let wait.
    CatchUp ofNew(Member member, int nextSettling) {
        return add(member, CatchUp.ofNew(nextSettling, ghosts.end(), recent.size()));
    }

    /// A member sets out that was told of everything before a settling.
    CatchUp since(Member member, int settling, Held held) {
        return add(member, CatchUp.since(settling, held, ghosts.first(), recent.size()));
    }

    private CatchUp add(Member member, CatchUp state) {
        member.catchUp = state;
        members.add(member);
        return state;
    }

    /// A member has caught up, or is no more.
    void remove(Member member) {
        member.catchUp = null;
        members.remove(member);
        if (members.isEmpty()) {
            recent.clear();
        }
    }

    /// A path is about to leave the list of its peer: no walk may stand on it.
    void leaving(int path) {
        for (int i = 0; i < members.size(); i++) {
            var state = members.get(i).catchUp;
            if (state != null && state.path == path) {
                state.path = paths.nextOfPeer(path);
            }
        }
    }

    /// A destination was settled, perhaps to what it was before: who catches up passes over one
    /// that waits to be settled, and comes back to it here.
    ///
    /// @param settling that changed it last
    void settled(int destination, int settling) {
        if (members.isEmpty()) {
            return;
        }
        if (recent.size() >= maxRecent) {
            beginAgain();
        }
        recent.add(destination, settling);
    }

    /// Forgets what changed, of which there is too much: everybody begins again.
    private void beginAgain() {
        recent.clear();
        for (var member : members) {
            if (member.catchUp != null) {
                member.catchUp = member.catchUp.again(member.sees(), ghosts.first());
            }
        }
    }

    /// The settling before which what was gone may be forgotten: what others need, or earlier.
    int oldestNeeded(int byOthers) {
        int oldest = byOthers;
        for (var member : members) {
            if (member.catchUp != null) {
                oldest = Settling.earlier(oldest, member.catchUp.since);
            }
        }
        return oldest;
    }
}
