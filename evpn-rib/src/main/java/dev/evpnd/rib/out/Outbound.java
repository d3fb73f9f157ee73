package dev.evpnd.rib.out;

import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Adj-RIBs-Out of one family: what each peer is told, and has yet to be told.
///
/// What a peer holds is not kept for each of them. It follows from what was chosen, from how the
/// peer sees it ([View], [Membership]), and from how far the peer has read the log of its
/// [UpdateGroup].
public final class Outbound {
    private static final int OCTETS_OF_A_CHANGE = 2 * Integer.BYTES;

    /// How many routes are looked at in one slice of catching up: well below a millisecond.
    private static final int STEPS_OF_A_SLICE = 8192;

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Peers peers;
    private final Speaker speaker;
    private final Sight sight;
    private final long maxLogOctets;
    private final long maxRecent;

    private final Map<View, UpdateGroup> groups = new LinkedHashMap<>();
    private @Nullable Member[] members = new @Nullable Member[16];

    /// What changed while somebody catches up.
    private final Recent recent = new Recent();

    private final Ghosts ghosts = new Ghosts();
    private int catchingUp;
    private int settled;
    private long untold;

    /// How many members are told of more paths than the best, or under path identifiers.
    private int withPathIds;

    /// @param maxLogOctets how long the log of a group may become, and how much may be remembered
    ///   of what changes while somebody catches up
    public Outbound(
            Routes routes,
            AdjRibsIn ribsIn,
            Peers peers,
            Speaker speaker,
            Ranking ranking,
            long maxLogOctets) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.peers = peers;
        this.speaker = speaker;
        this.sight = new Sight(routes, peers, ranking);
        this.maxLogOctets = maxLogOctets;
        maxRecent = maxLogOctets / OCTETS_OF_A_CHANGE;
    }

    /// Begins to tell a peer, of everything first.
    ///
    /// @param waiting whether it has to say what it wants before it is told anything ([#wants])
    public void join(int number, Peer peer, ExportSettings settings, boolean waiting) {
        var member = new Member(number, group(View.of(routes.family(), peer, settings, speaker)));
        enter(member);
        if (number >= members.length) {
            members = Arrays.copyOf(members, Math.max(number + 1, 2 * members.length));
        }
        members[number] = member;
        if (waiting) {
            member.waiting = true;
            member.membership = Membership.NOTHING;
        } else {
            begin(member);
        }
    }

    private UpdateGroup group(View view) {
        return groups.computeIfAbsent(
                view, each -> new UpdateGroup(each, new Exporter(routes, each), maxLogOctets));
    }

    private void enter(Member member) {
        member.group.members.add(member);
        withPathIds += member.group.view.pathIds() ? 1 : 0;
    }

    private void exit(Member member) {
        var group = member.group;
        group.members.remove(member);
        withPathIds -= group.view.pathIds() ? 1 : 0;
        if (group.members.isEmpty()) {
            groups.remove(group.view);
        }
    }

    private void begin(Member member) {
        member.waiting = false;
        var state = CatchUp.ofNew(settled + 1, ghosts.end(), recent.size());
        state.endOfRib = true;
        catchUp(member, state);
    }

    private void catchUp(Member member, CatchUp state) {
        catchingUp += member.catchUp == null ? 1 : 0;
        member.catchUp = state;
    }

    /// Ceases to tell a peer.
    public void leave(int number) {
        var member = member(number);
        if (member.catchUp != null) {
            caughtUp(member);
        }
        exit(member);
        members[number] = null;
    }

    private Member member(int number) {
        var member = number < members.length ? members[number] : null;
        if (member == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return member;
    }

    /// Tells a peer by other settings from now on, and of what follows from the difference.
    public void configure(int number, Peer peer, ExportSettings settings) {
        var member = member(number);
        var view = View.of(routes.family(), peer, settings, speaker);
        if (view.equals(member.group.view)) {
            return;
        }
        var seen = seen(member);
        int since = unread(member);
        exit(member);
        member.group = group(view);
        enter(member);
        catchUpFrom(member, seen, since);
        if (member.catchUp != null && seen.group().view.defaultMembership()) {
            member.catchUp.undoDefault = !view.defaultMembership();
        }
    }

    /// A peer has said what it wants; what it was told and does not want any more is taken back.
    public void wants(int number, Membership membership) {
        var member = member(number);
        if (!membership.equals(member.membership)) {
            var seen = seen(member);
            member.membership = membership;
            catchUpFrom(member, seen, unread(member));
        }
    }

    /// A peer has said all that it wants, for the time being.
    public void release(int number) {
        var member = member(number);
        if (member.waiting) {
            begin(member);
        }
    }

    /// A peer asks to be told of everything again (RFC 2918).
    public void refresh(int number, boolean enhanced) {
        var member = member(number);
        if (member.waiting) {
            return;
        }
        var seen = seen(member);
        var begun =
                member.catchUp == null
                        ? CatchUp.since(unread(member), seen, ghosts.first(), recent.size())
                        : member.catchUp;
        var state = begun.again(seen, ghosts.first(), recent.size());
        state.beginOfRefresh = enhanced;
        state.endOfRefresh = enhanced;
        catchUp(member, state);
    }

    private static Held seen(Member member) {
        return new Held(member.group, member.membership);
    }

    /// The settling from which on the member has not been told of all.
    private int unread(Member member) {
        var log = member.group.log;
        return member.cursor < log.end() ? log.settling(member.cursor) : settled + 1;
    }

    private void catchUpFrom(Member member, Held seen, int since) {
        if (member.waiting) {
            return;
        }
        catchUp(
                member,
                member.catchUp == null
                        ? CatchUp.since(since, seen, ghosts.first(), recent.size())
                        : member.catchUp.again(seen, ghosts.first(), recent.size()));
    }

    /// A path is about to leave the list of its peer: no walk may stand on it.
    public void leaving(int path) {
        if (catchingUp == 0) {
            return;
        }
        for (var member : members) {
            if (member != null && member.catchUp != null && member.catchUp.path == path) {
                member.catchUp.path = routes.paths().nextOfPeer(path);
            }
        }
    }

    /// Whether somebody is told of more than the best paths, so that all have to be in order.
    public boolean ranks() {
        return withPathIds > 0;
    }

    /// A path identifier stands for nothing any more.
    public void gone(int destination, int pathId, int settling) {
        ghosts.add(destination, pathId, settling);
    }

    /// Drops what every member has read since the last settling.
    public void dropRead() {
        groups.values().forEach(UpdateGroup::dropRead);
        ghosts.forgetBefore(oldestNeeded());
    }

    /// What was gone before this settling may be forgotten: everybody has been told.
    public int oldestNeeded() {
        int oldest = Integer.MAX_VALUE;
        for (var group : groups.values()) {
            if (group.log.first() < group.log.end()) {
                oldest = Math.min(oldest, group.log.settling(group.log.first()));
            }
        }
        if (catchingUp > 0) {
            for (var member : members) {
                if (member != null && member.catchUp != null) {
                    oldest = Math.min(oldest, member.catchUp.since);
                }
            }
        }
        return oldest;
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
        recent.add(destination, settling);
    }

    /// Forgets what changed, of which there is too much: who catches up begins again.
    private void beginAgain() {
        recent.clear();
        for (var member : members) {
            if (member != null && member.catchUp != null) {
                member.catchUp = member.catchUp.again(seen(member), ghosts.first(), 0);
            }
        }
    }

    /// Writes what a settling changed to the log of every group.
    ///
    /// @param best changes of the best paths
    /// @param all changes of all paths, by path identifier
    public void publish(Changes best, Changes all, int settling) {
        settled = settling;
        for (var group : groups.values()) {
            publish(group, group.view.pathIds() ? all : best, settling);
            group.dropRead();
            dropExcess(group);
        }
        ghosts.forgetBefore(oldestNeeded());
    }

    private void publish(UpdateGroup group, Changes changes, int settling) {
        if (changes.isEmpty()) {
            return;
        }
        var writer = new GroupWriter(routes, peers, speaker, group, settling);
        if (group.view.pathIds() || !group.exporter.isPlain()) {
            var seen = new Changes();
            seen.addAllOf(changes, group.view.paths(), group.exporter);
            writer.write(seen, true);
        } else {
            writer.write(changes, false);
        }
        untold += writer.untold();
        group.exporter.release();
    }

    /// Drops what is beyond the bound: who would still have had to read that has to catch up from
    /// there.
    private void dropExcess(UpdateGroup group) {
        while (group.isExcessive()) {
            long dropped = group.log.first();
            for (var member : group.members) {
                if (member.catchUp == null && !member.waiting && member.cursor == dropped) {
                    int since = group.log.settling(dropped);
                    catchUpFrom(member, seen(member), since);
                }
            }
            group.log.dropFirst();
        }
    }

    /// Who is told of a destination that does not wait to be settled, and who is not and why.
    public List<Telling> explain(int destination) {
        return new Explainer(routes, peers, sight).explain(destination, groups.values());
    }

    /// How often a route was not told because no message could hold it with its attributes.
    public long untold() {
        return untold;
    }

    /// Appends whole messages for a peer, until there is nothing more to tell it, `maxOctets` are
    /// reached, which the last message may pass, or enough was looked at.
    ///
    /// @param allSettled whether nothing waits to be settled: what does is not told, so that nobody
    ///   who catches up is done before
    /// @return whether there is more
    public boolean send(int number, OctetWriter out, int maxOctets, boolean allSettled) {
        var member = member(number);
        if (member.waiting) {
            return false;
        }
        if (member.catchUp != null
                && !catchUp(member, member.catchUp, out, maxOctets, allSettled)) {
            return true;
        }
        long begun = member.cursor;
        boolean more = readLog(member, out, maxOctets);
        if (begun == member.group.log.first()) {
            // It was of the slowest: perhaps nobody needs what it has now read.
            member.group.dropRead();
        }
        return more;
    }

    private static boolean readLog(Member member, OctetWriter out, int maxOctets) {
        var log = member.group.log;
        while (member.cursor < log.end()) {
            if (out.length() >= maxOctets) {
                return true;
            }
            if (log.isFor(member.cursor, member)) {
                log.write(member.cursor, out);
            }
            member.cursor++;
        }
        return false;
    }

    /// One slice of catching up; true when it is done.
    private boolean catchUp(
            Member member, CatchUp state, OctetWriter out, int maxOctets, boolean allSettled) {
        var family = routes.family().family();
        if (state.beginOfRefresh) {
            new RouteRefresh(family, RouteRefresh.BEGINNING_OF_ROUTE_REFRESH)
                    .encode(out, Negotiated.DEFAULT);
            state.beginOfRefresh = false;
        }
        var view = member.group.view;
        if (state.undoDefault) {
            DefaultMembership.withdraw(out, peers.get(member.peer));
            state.undoDefault = false;
        }
        var writer = new RouteWriter(routes, peers, view, speaker, out);
        var walk =
                new Walk(
                        routes,
                        ribsIn,
                        sight,
                        recent,
                        ghosts,
                        member,
                        state,
                        writer,
                        out,
                        STEPS_OF_A_SLICE,
                        maxOctets);
        boolean done = walk.go();
        untold += writer.untold();
        member.group.exporter.release();
        if (!done || !allSettled) {
            return false;
        }
        if (view.defaultMembership()) {
            DefaultMembership.announce(out, peers.get(member.peer), view, speaker);
        }
        if (state.endOfRib) {
            Update.endOfRib(family).encode(out, Negotiated.DEFAULT);
        }
        if (state.endOfRefresh) {
            new RouteRefresh(family, RouteRefresh.END_OF_ROUTE_REFRESH)
                    .encode(out, Negotiated.DEFAULT);
        }
        member.cursor = member.group.log.end();
        caughtUp(member);
        return true;
    }

    private void caughtUp(Member member) {
        member.catchUp = null;
        if (--catchingUp == 0) {
            recent.clear();
        }
    }
}
