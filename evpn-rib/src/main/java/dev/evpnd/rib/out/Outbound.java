package dev.evpnd.rib.out;

import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The Adj-RIBs-Out: what each peer is told, and has yet to be told.
///
/// What a peer holds is not kept for each of them. It follows from what was chosen, from who
/// announced it, and from how far the peer has read the log of its [UpdateGroup].
public final class Outbound {
    private static final int OCTETS_OF_A_CHANGE = 2 * Integer.BYTES;

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Peers peers;
    private final Reflection reflection;
    private final int clusterId;
    private final long maxLogOctets;
    private final long maxRecent;

    private final Map<UpdateGroup.Key, UpdateGroup> groups = new LinkedHashMap<>();
    private @Nullable UpdateGroup[] groupOf = new @Nullable UpdateGroup[16];
    private @Nullable Member[] memberOf = new @Nullable Member[16];

    /// What changed while somebody catches up: destinations, and the settlings that changed them.
    private final IntList recent = new IntList();

    private final IntList recentSettlings = new IntList();
    private int catchingUp;
    private long unsendable;

    /// @param maxLogOctets how long the log of a group may become, and how much may be remembered
    ///   of what changes while somebody catches up
    public Outbound(
            Routes routes,
            AdjRibsIn ribsIn,
            Peers peers,
            Reflection reflection,
            int clusterId,
            long maxLogOctets) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.peers = peers;
        this.reflection = reflection;
        this.clusterId = clusterId;
        this.maxLogOctets = maxLogOctets;
        maxRecent = maxLogOctets / OCTETS_OF_A_CHANGE;
    }

    /// Begins to tell a peer, of everything first.
    public void join(int number, Peer peer) {
        var key = UpdateGroup.Key.of(peer.kind(), peer.negotiated());
        var group =
                groups.computeIfAbsent(
                        key, each -> new UpdateGroup(each, peer.negotiated(), maxLogOctets));
        var member = new Member(number);
        member.catchUp = CatchUp.ofNew(recent.size());
        catchingUp++;
        group.members.add(member);
        if (number >= groupOf.length) {
            int size = Math.max(number + 1, 2 * groupOf.length);
            groupOf = Arrays.copyOf(groupOf, size);
            memberOf = Arrays.copyOf(memberOf, size);
        }
        groupOf[number] = group;
        memberOf[number] = member;
    }

    /// Ceases to tell a peer.
    public void leave(int number) {
        var group = group(number);
        var member = member(number);
        if (member.catchUp != null) {
            caughtUp(member);
        }
        group.members.remove(member);
        groupOf[number] = null;
        memberOf[number] = null;
        if (group.members.isEmpty()) {
            groups.remove(group.key);
        }
    }

    private UpdateGroup group(int number) {
        var group = number < groupOf.length ? groupOf[number] : null;
        if (group == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return group;
    }

    private Member member(int number) {
        var member = number < memberOf.length ? memberOf[number] : null;
        if (member == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return member;
    }

    /// A path is about to leave the list of its peer: no walk may stand on it.
    public void leaving(int path) {
        if (catchingUp == 0) {
            return;
        }
        for (var group : groups.values()) {
            for (var member : group.members) {
                if (member.catchUp != null && member.catchUp.path == path) {
                    member.catchUp.path = routes.paths().nextOfPeer(path);
                }
            }
        }
    }

    /// Whether nobody has yet to be told of what is gone, so that it may be forgotten.
    public boolean mayForget() {
        return catchingUp == 0;
    }

    /// A destination was settled, perhaps to what it was before: who catches up passes over one
    /// that waits to be settled, and comes back to it here.
    ///
    /// @param settling that changed it last
    public void settled(int destination, int settling) {
        if (catchingUp == 0) {
            return;
        }
        if (recent.size() >= maxRecent) {
            beginAgain();
        }
        recent.add(destination);
        recentSettlings.add(settling);
    }

    /// Forgets what changed, of which there is too much: who catches up begins again.
    private void beginAgain() {
        recent.clear();
        recentSettlings.clear();
        for (var group : groups.values()) {
            for (var member : group.members) {
                if (member.catchUp != null) {
                    member.catchUp = member.catchUp.again();
                }
            }
        }
    }

    /// Writes what a settling changed to the log of every group.
    public void publish(Changes changes, int settling) {
        for (var group : groups.values()) {
            publish(group, changes, settling);
            group.dropRead();
            catchingUp += group.dropExcess(recent.size());
        }
    }

    private void publish(UpdateGroup group, Changes changes, int settling) {
        var out = new OctetWriter();
        var writer = new RouteWriter(routes, group.negotiated, clusterId, out);
        for (var kind : changes.kinds()) {
            boolean before = reflection.passes(kind.told(), group.key.kind());
            boolean now = reflection.passes(kind.best(), group.key.kind());
            var destinations = changes.destinations(kind);
            if (now) {
                int source = Source.peer(kind.best());
                announce(writer, destinations, kind.best());
                append(group, out, settling, source, GroupLog.NOBODY);
                if (before && source != Source.peer(kind.told())) {
                    // It was told of another's path; its own is now the best, and is not told to
                    // it.
                    withdraw(writer, destinations);
                    append(group, out, settling, GroupLog.NOBODY, source);
                }
            } else if (before) {
                withdraw(writer, destinations);
                append(group, out, settling, Source.peer(kind.told()), GroupLog.NOBODY);
            }
        }
        unsendable += writer.tooLong();
    }

    /// How often a route was not sent because no message could hold it with its attributes.
    public long unsendable() {
        return unsendable;
    }

    private static void append(
            UpdateGroup group, OctetWriter out, int settling, int except, int only) {
        group.append(out, settling, except, only);
        out.clear();
    }

    private void announce(RouteWriter writer, IntList destinations, int source) {
        var announcer = peers.get(Source.peer(source));
        for (int i = 0; i < destinations.size(); i++) {
            writer.announce(routes.destinations().best(destinations.get(i)), source, announcer);
        }
        writer.finish();
    }

    private static void withdraw(RouteWriter writer, IntList destinations) {
        for (int i = 0; i < destinations.size(); i++) {
            writer.withdraw(destinations.get(i));
        }
        writer.finish();
    }

    /// Appends whole messages for a peer, until there is nothing more to tell it or `maxOctets` are
    /// reached, which the last message may pass.
    ///
    /// @param settled whether nothing waits to be settled: what does is not told, so that nobody
    ///   who catches up is done before
    /// @return whether there is more
    public boolean send(int number, OctetWriter out, int maxOctets, boolean settled) {
        var member = member(number);
        var group = group(number);
        if (member.catchUp != null
                && !catchUp(group, member, member.catchUp, out, maxOctets, settled)) {
            return true;
        }
        long begun = member.cursor;
        boolean more = readLog(group, member, out, maxOctets);
        if (begun == group.log.first()) {
            // It was of the slowest: perhaps nobody needs what it has now read.
            group.dropRead();
        }
        return more;
    }

    private static boolean readLog(
            UpdateGroup group, Member member, OctetWriter out, int maxOctets) {
        while (member.cursor < group.log.end()) {
            if (out.length() >= maxOctets) {
                return true;
            }
            if (group.log.isFor(member.cursor, member.peer)) {
                group.log.write(member.cursor, out);
            }
            member.cursor++;
        }
        return false;
    }

    /// One slice of catching up; true when it is done.
    private boolean catchUp(
            UpdateGroup group,
            Member member,
            CatchUp state,
            OctetWriter out,
            int maxOctets,
            boolean settled) {
        var writer = new RouteWriter(routes, group.negotiated, clusterId, out);
        boolean done =
                walkLists(group, member, state, writer, out, maxOctets)
                        && walkTable(group, member, state, writer, out, maxOctets)
                        && walkRecent(group, member, state, writer, out, maxOctets);
        writer.finish();
        unsendable += writer.tooLong();
        if (!done || !settled) {
            return false;
        }
        if (state.fromNothing) {
            Update.endOfRib(AddressFamily.L2VPN_EVPN).encode(out, group.negotiated);
        }
        member.cursor = group.log.end();
        caughtUp(member);
        return true;
    }

    private boolean walkLists(
            UpdateGroup group,
            Member member,
            CatchUp state,
            RouteWriter writer,
            OctetWriter out,
            int maxOctets) {
        while (!state.listsDone) {
            if (out.length() >= maxOctets) {
                return false;
            }
            if (state.path == PathTable.NONE) {
                nextList(state);
            } else {
                int destination = routes.paths().destination(state.path);
                if (routes.destinations().best(destination) == state.path
                        && isToBeTold(destination, state)
                        && isTellable(group, member, destination)) {
                    announce(writer, destination);
                }
                state.path = routes.paths().nextOfPeer(state.path);
            }
        }
        return true;
    }

    private void nextList(CatchUp state) {
        if (state.peer == ribsIn.limit()) {
            state.listsDone = true;
            return;
        }
        var list = ribsIn.find(state.peer++);
        state.path = list == null ? PathTable.NONE : list.first();
    }

    /// What waits to be settled is told when it is.
    private boolean isToBeTold(int destination, CatchUp state) {
        return routes.destinations().changed(destination) >= state.since
                && !routes.destinations().isDirty(destination);
    }

    private boolean isTellable(UpdateGroup group, Member member, int destination) {
        int told = told(destination);
        return reflection.passes(told, group.key.kind()) && Source.peer(told) != member.peer;
    }

    private boolean walkTable(
            UpdateGroup group,
            Member member,
            CatchUp state,
            RouteWriter writer,
            OctetWriter out,
            int maxOctets) {
        while (!state.tableDone) {
            if (out.length() >= maxOctets) {
                return false;
            }
            if (state.destination == routes.destinations().limit()) {
                state.tableDone = true;
            } else {
                int destination = state.destination++;
                if (isToBeTold(destination, state) && !isTellable(group, member, destination)) {
                    writer.withdraw(destination);
                }
            }
        }
        return true;
    }

    private boolean walkRecent(
            UpdateGroup group,
            Member member,
            CatchUp state,
            RouteWriter writer,
            OctetWriter out,
            int maxOctets) {
        while (state.recent < recent.size()) {
            if (out.length() >= maxOctets) {
                return false;
            }
            int destination = recent.get(state.recent);
            int settling = recentSettlings.get(state.recent++);
            // What changed again stands once more further on, or will when it is settled.
            if (routes.destinations().changed(destination) == settling
                    && isToBeTold(destination, state)) {
                if (isTellable(group, member, destination)) {
                    announce(writer, destination);
                } else {
                    writer.withdraw(destination);
                }
            }
        }
        return true;
    }

    private int told(int destination) {
        int best = routes.destinations().best(destination);
        if (best == PathTable.NONE) {
            return Source.NONE;
        }
        int peer = routes.paths().peer(best);
        return Source.of(peer, peers.get(peer).kind());
    }

    private void announce(RouteWriter writer, int destination) {
        int source = told(destination);
        var announcer = peers.get(Source.peer(source));
        writer.announce(routes.destinations().best(destination), source, announcer);
    }

    private void caughtUp(Member member) {
        member.catchUp = null;
        if (--catchingUp == 0) {
            recent.clear();
            recentSettlings.clear();
        }
    }
}
