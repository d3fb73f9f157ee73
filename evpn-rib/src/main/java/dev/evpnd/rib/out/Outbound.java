package dev.evpnd.rib.out;

import dev.evpnd.rib.in.AdjRibsIn;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.route.Settling;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The Adj-RIBs-Out of one shard of a family: what each peer is told, and has yet to be told.
///
/// What a peer holds is not kept for each of them. It follows from what was chosen, from how the
/// peer sees it ([View], [Membership]), and from how far the peer has read the log of its
/// [UpdateGroup].
public final class Outbound {
    /// How many routes are looked at in one slice of catching up: well below a millisecond.
    private static final int STEPS_OF_A_SLICE = 8192;

    private final Routes routes;
    private final AdjRibsIn ribsIn;
    private final Peers peers;
    private Speaker speaker;
    private final Sight sight;
    private long maxLogOctets;
    private final Latecomers latecomers;

    private final UpdateGroups groups;
    private @Nullable Member[] members = new @Nullable Member[16];

    private int settled;
    private long untold;

    /// @param blocks where the logs of groups are kept
    /// @param maxLogOctets how long the log of a group may become, and how much may be remembered
    ///   of what changes while somebody catches up
    public Outbound(
            Routes routes,
            AdjRibsIn ribsIn,
            Peers peers,
            Speaker speaker,
            Ranking ranking,
            OctetBlock.Source blocks,
            long maxLogOctets) {
        this.routes = routes;
        this.ribsIn = ribsIn;
        this.peers = peers;
        this.speaker = speaker;
        this.sight = new Sight(routes, peers, ranking);
        groups = new UpdateGroups(routes, blocks);
        this.maxLogOctets = maxLogOctets;
        latecomers = new Latecomers(routes.paths(), maxLogOctets);
    }

    /// Frees what waits for peers. Nobody is told anything afterwards.
    public void abandon() {
        groups.abandon();
    }

    /// This speaker shows otherwise from now on, to a peer from its next [#configure] on; and so
    /// much is kept: what is beyond it is dropped.
    public void become(Speaker changed, long changedLogOctets) {
        speaker = changed;
        maxLogOctets = changedLogOctets;
        latecomers.setMaxOctets(changedLogOctets);
        groups.all().forEach(this::dropExcess);
    }

    /// Begins to tell a peer, of everything first.
    ///
    /// @param waiting whether it has to say what it wants before it is told anything ([#wants])
    public void join(int number, Peer peer, ExportSettings settings, boolean waiting) {
        var member = groups.enter(number, View.of(routes.family(), peer, settings, speaker));
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

    private void begin(Member member) {
        member.waiting = false;
        latecomers.ofNew(member, settled + 1);
    }

    /// Ceases to tell a peer.
    public void leave(int number) {
        var member = member(number);
        if (member.catchUp != null) {
            latecomers.remove(member);
        }
        groups.leave(member);
        members[number] = null;
    }

    private Member member(int number) {
        var member = find(number);
        if (member == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return member;
    }

    /// Tells a peer by other settings from now on, and of what follows from the difference.
    public void configure(int number, Peer peer, ExportSettings settings) {
        var member = member(number);
        member.pending.view = View.of(routes.family(), peer, settings, speaker);
        follow(member);
    }

    /// A peer has said what it wants; what it was told and does not want any more is taken back.
    public void wants(int number, Membership membership) {
        var member = member(number);
        member.pending.membership = membership;
        follow(member);
    }

    /// A peer has said all that it wants, for the time being.
    public void release(int number) {
        var member = member(number);
        if (member.waiting) {
            begin(member);
        }
    }

    /// A peer asks to be told of everything again (RFC 2918).
    public void refresh(int number) {
        var member = member(number);
        member.pending.refresh = true;
        follow(member);
    }

    /// Whether a peer has been told of everything, and of all that changed but what is in the log.
    public boolean hasCaughtUp(int number) {
        return member(number).reads();
    }

    /// The end of the log that a peer reads, as a place in it.
    public long end(int number) {
        return member(number).group.log.end();
    }

    /// Whether a peer has read its log up to a place.
    public boolean hasRead(int number, long place) {
        return member(number).cursor >= place;
    }

    /// Lets a member see things as it is to see them now, unless it is still on its way.
    private void follow(Member member) {
        if (member.catchUp != null) {
            return;
        }
        var pending = member.pending;
        var seen = member.sees();
        int since = unread(member);
        if (pending.view != null && !pending.view.equals(member.group.view)) {
            groups.move(member, pending.view);
        }
        if (pending.membership != null) {
            member.membership = pending.membership;
        }
        if (!member.waiting && (pending.refresh || !seen.equals(member.sees()))) {
            setOut(member, since, seen);
        }
        pending.clear();
    }

    private void setOut(Member member, int since, Held seen) {
        var state = latecomers.since(member, since, seen);
        state.unstated = StatedMemberships.without(seen.group().view, member.group.view);
        if (member.pending.refresh) {
            member.catchUp = state.ofEverything();
        }
    }

    /// The settling from which on the member has not been told of all; of one that reads nothing,
    /// whose place in the log may be gone, it is of no interest.
    private int unread(Member member) {
        var log = member.group.log;
        return member.reads() && member.cursor < log.end()
                ? log.settling(member.cursor)
                : settled + 1;
    }

    /// A path is about to leave the list of its peer.
    public void leaving(int path) {
        latecomers.leaving(path);
    }

    /// Whether somebody is told of more than the best paths, so that all have to be in order.
    public boolean ranks() {
        return groups.havePathIds();
    }

    /// A path identifier stands for nothing any more.
    public void gone(int destination, int pathId, int settling) {
        latecomers.ghosts.add(destination, pathId, settling);
    }

    /// Drops what every member has read since the last settling, as far as it may go at once.
    ///
    /// @return whether there is more
    public boolean dropRead() {
        boolean more = false;
        for (var group : groups.all()) {
            more |= group.dropRead();
        }
        latecomers.ghosts.forgetBefore(oldestNeeded());
        return more;
    }

    /// What was gone before this settling may be forgotten: everybody has been told.
    public int oldestNeeded() {
        int oldest = settled + 1;
        for (var group : groups.all()) {
            if (group.log.first() < group.log.end()) {
                oldest = Settling.earlier(oldest, group.log.settling(group.log.first()));
            }
        }
        return latecomers.oldestNeeded(oldest);
    }

    /// A destination was settled, perhaps to what it was before.
    ///
    /// @param settling that changed it last
    public void settled(int destination, int settling) {
        latecomers.settled(destination, settling);
    }

    /// Writes what a settling changed to the log of every group.
    ///
    /// @param best changes of the best paths
    /// @param all changes of all paths, by path identifier
    public void publish(Changes best, Changes all, int settling) {
        settled = settling;
        for (var group : groups.all()) {
            publish(group, group.view.pathIds() ? all : best, settling);
            group.dropRead();
            dropExcess(group);
        }
        latecomers.ghosts.forgetBefore(oldestNeeded());
    }

    private void dropExcess(UpdateGroup group) {
        group.dropExcess(
                maxLogOctets,
                member ->
                        latecomers.since(member, group.log.settling(member.cursor), member.sees()));
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

    /// Who is told of a destination that does not wait to be settled, and who is not and why.
    public List<Telling> explain(int destination) {
        return new Tellings(routes, peers, sight).explain(destination, groups.all());
    }

    /// The update groups, in the order in which they came to be.
    public List<GroupStatus> groups() {
        return groups.all().stream().map(UpdateGroup::status).toList();
    }

    /// Begins to count who holds how many routes.
    public ToldCounting countTold(ToldCounts counts) {
        return new ToldCounting(routes, sight, groups.all(), counts);
    }

    /// What a peer holds of what it was told; nothing where it is told of none of these routes.
    public Optional<AdjRibOut> adjRibOut(int number) {
        return Optional.ofNullable(find(number))
                .map(member -> new AdjRibOut(routes, peers, sight, speaker, member));
    }

    /// The place of a peer's update group among all, in the order in which they came to be; none of
    /// a peer that is told of none of these routes.
    public OptionalInt groupOf(int number) {
        var member = find(number);
        return member == null
                ? OptionalInt.empty()
                : OptionalInt.of(List.copyOf(groups.all()).indexOf(member.group));
    }

    private @Nullable Member find(int number) {
        return number < members.length ? members[number] : null;
    }

    /// How many groups there are of peers that are told the same.
    public int groupCount() {
        return groups.all().size();
    }

    /// How many messages members of groups have yet to read.
    public long loggedMessages() {
        return groups.all().stream().mapToLong(each -> each.log.end() - each.log.first()).sum();
    }

    /// How many octets these have.
    public long loggedOctets() {
        return groups.all().stream().mapToLong(each -> each.log.octets()).sum();
    }

    /// How often a route was not told because no message could hold it with its attributes.
    public long untold() {
        return untold;
    }

    /// Gives an outlet whole messages for a peer, until there is nothing more to tell it,
    /// `maxOctets` are reached, which the last message may pass, or enough was looked at.
    ///
    /// @param allSettled whether nothing waits to be settled: what does is not told, so that nobody
    ///   who catches up is done before
    /// @return whether there is more
    public boolean send(int number, Outlet outlet, int maxOctets, boolean allSettled) {
        var member = member(number);
        if (member.waiting) {
            return false;
        }
        while (member.catchUp != null) {
            // What others gave the outlet before counts as well.
            int most = maxOctets - outlet.length() + outlet.own().length();
            if (!catchUp(member, member.catchUp, outlet.own(), most, allSettled)) {
                return true;
            }
        }
        var log = member.group.log;
        long begun = member.cursor;
        member.cursor = log.read(begun, member, outlet, maxOctets);
        boolean more = member.cursor < log.end();
        if (begun == log.first() && member.cursor > begun) {
            member.group.hasReadFirst();
        }
        return more;
    }

    /// One slice of catching up; true when it is done.
    private boolean catchUp(
            Member member, CatchUp state, OctetWriter out, int maxOctets, boolean allSettled) {
        boolean done = walk(member, state, out, maxOctets);
        if (!done || !allSettled) {
            return false;
        }
        tellStated(member, state, out);
        member.cursor = member.group.log.end();
        latecomers.remove(member);
        follow(member);
        return true;
    }

    private boolean walk(Member member, CatchUp state, OctetWriter out, int maxOctets) {
        var writer = new RouteWriter(routes, peers, member.group.view, speaker, out);
        var walk =
                new Walk(
                        routes,
                        ribsIn,
                        sight,
                        latecomers,
                        member,
                        state,
                        writer,
                        out,
                        STEPS_OF_A_SLICE,
                        maxOctets);
        boolean done = walk.go(settled);
        untold += writer.untold();
        member.group.exporter.release();
        state.held.forEach(held -> held.group().exporter.release());
        return done;
    }

    /// Memberships out of no table are told, or taken back, behind all others: so the peer is never
    /// without.
    private void tellStated(Member member, CatchUp state, OctetWriter out) {
        var stated = new StatedMemberships(peers.get(member.peer), member.group.view, speaker);
        stated.announce(out);
        stated.withdraw(out, state.unstated, key -> sight.hasAnother(member, key));
    }
}
