package dev.evpnd.rib.out;

import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.OctetWriter;

/// One slice of a member's [CatchUp].
final class Walk {
    private static final int COST_OF_A_POLICY = 16;

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Sight sight;
    private final Recent recent;
    private final Ghosts ghosts;
    private final Member member;
    private final CatchUp state;
    private final RouteWriter writer;
    private final OctetWriter out;

    /// How many more steps there may be.
    private int steps;

    private final int cost;
    private final int maxOctets;

    Walk(
            Routes routes,
            AdjRibsIn ribsIn,
            Sight sight,
            Latecomers latecomers,
            Member member,
            CatchUp state,
            RouteWriter writer,
            OctetWriter out,
            int steps,
            int maxOctets) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.sight = sight;
        this.recent = latecomers.recent;
        this.ghosts = latecomers.ghosts;
        this.member = member;
        this.state = state;
        this.writer = writer;
        this.out = out;
        this.steps = steps;
        this.cost = cost(member, state);
        this.maxOctets = maxOctets;
    }

    /// A step by a policy takes as long as many without one, and it is asked for each view.
    private static int cost(Member member, CatchUp state) {
        int cost = member.group.exporter.isPlain() ? 1 : COST_OF_A_POLICY;
        for (var held : state.held) {
            cost += held.group().exporter.isPlain() ? 1 : COST_OF_A_POLICY;
        }
        return cost;
    }

    /// Goes on until all is told, enough is written, or enough was looked at.
    ///
    /// @param settled the last settling
    /// @return whether all is told
    boolean go(int settled) {
        if (state.begun == 0) {
            state.begun = settled + 1;
            state.recent = recent.size();
        }
        boolean done = walkLists() && walkTable() && walkGhosts() && walkRecent();
        writer.finish();
        return done;
    }

    private boolean mayGoOn() {
        boolean may = out.length() < maxOctets && steps > 0;
        steps -= cost;
        return may;
    }

    private boolean walkLists() {
        while (!state.listsDone) {
            if (!mayGoOn()) {
                return false;
            }
            if (state.path == PathTable.NONE) {
                nextList();
            } else {
                int path = state.path;
                if (!isLeftForLater(routes.paths().destination(path))) {
                    announce(path);
                }
                state.path = routes.paths().nextOfPeer(path);
            }
        }
        return true;
    }

    /// Whether what became of the destination stands, or will stand, among what changed meanwhile.
    private boolean isLeftForLater(int destination) {
        return routes.destinations().isDirty(destination)
                || routes.destinations().changed(destination) >= state.begun;
    }

    private void nextList() {
        if (state.peer == ribsIn.limit()) {
            state.listsDone = true;
            return;
        }
        var list = ribsIn.find(state.peer++);
        state.path = list == null ? PathTable.NONE : list.first();
    }

    /// @return whether the member is told of the path, now or before
    private boolean announce(int path) {
        var content = content(path);
        if (content.source() == Source.NONE) {
            return false;
        }
        int destination = routes.paths().destination(path);
        if (!wasSurelyTold(path, destination)) {
            writer.announce(destination, pathId(path), content);
        }
        return true;
    }

    private Content content(int path) {
        return sight.content(member.group, member.membership, member.peer, path);
    }

    private int pathId(int path) {
        return member.group.view.pathIds() ? path + 1 : 0;
    }

    private boolean hasChanged(int destination) {
        return routes.destinations().changed(destination) >= state.since;
    }

    private boolean wasSurelyTold(int path, int destination) {
        return state.certain
                && !hasChanged(destination)
                && !state.held.isEmpty()
                && state.held.getFirst().group() == member.group
                && mayHaveBeenTold(path);
    }

    /// Whether the member could see the path, which has not changed.
    private boolean mayHaveBeenTold(int path) {
        for (var held : state.held) {
            if (sight.content(held.group(), held.membership(), member.peer, path).source()
                    != Source.NONE) {
                return true;
            }
        }
        return false;
    }

    private boolean walkTable() {
        while (!state.tableDone) {
            if (!mayGoOn()) {
                return false;
            }
            if (state.held.isEmpty() || state.destination == routes.destinations().limit()) {
                state.tableDone = true;
            } else {
                int destination = state.destination++;
                if (!isLeftForLater(destination)) {
                    takeBack(destination);
                }
            }
        }
        return true;
    }

    /// Withdraws what the member may have been told of a destination and is not any more.
    private void takeBack(int destination) {
        if (member.group.view.pathIds()) {
            int path = routes.destinations().firstPath(destination);
            while (path != PathTable.NONE) {
                if (content(path).source() == Source.NONE
                        && (hasChanged(destination) || mayHaveBeenTold(path))) {
                    writer.withdraw(destination, pathId(path));
                }
                path = routes.paths().next(path);
            }
            return;
        }
        int best = routes.destinations().best(destination);
        boolean told = best != PathTable.NONE && content(best).source() != Source.NONE;
        if (!told && (hasChanged(destination) || best != PathTable.NONE && mayHaveBeenTold(best))) {
            writer.withdraw(destination, 0);
        }
    }

    private boolean walkGhosts() {
        state.ghost = Math.max(state.ghost, ghosts.first());
        while (state.ghost < ghosts.end()) {
            if (!mayGoOn()) {
                return false;
            }
            long ghost = state.ghost++;
            if (member.group.view.pathIds() && ghosts.settling(ghost) >= state.since) {
                takeBack(ghosts.destination(ghost), ghosts.pathId(ghost));
            }
        }
        return true;
    }

    /// Withdraws a path identifier, if no path has it again that the member is told of. Of a
    /// destination that waits to be settled that is not known yet: what comes of it is told then.
    private void takeBack(int destination, int pathId) {
        int path = routes.destinations().firstPath(destination);
        while (path != PathTable.NONE && pathId(path) != pathId) {
            path = routes.paths().next(path);
        }
        if (path == PathTable.NONE
                || routes.destinations().isDirty(destination)
                || content(path).source() == Source.NONE) {
            writer.withdraw(destination, pathId);
        }
    }

    private boolean walkRecent() {
        while (state.recent < recent.size()) {
            if (!mayGoOn()) {
                return false;
            }
            int destination = recent.destination(state.recent);
            int settling = recent.settling(state.recent++);
            // What changed again stands once more further on, or will when it is settled.
            if (routes.destinations().changed(destination) == settling
                    && !routes.destinations().isDirty(destination)) {
                tell(destination);
            }
        }
        return true;
    }

    private void tell(int destination) {
        if (!member.group.view.pathIds()) {
            int best = routes.destinations().best(destination);
            if (best != PathTable.NONE && announce(best)) {
                return;
            }
        } else {
            int path = routes.destinations().firstPath(destination);
            while (path != PathTable.NONE) {
                announce(path);
                path = routes.paths().next(path);
            }
        }
        takeBack(destination);
    }
}
