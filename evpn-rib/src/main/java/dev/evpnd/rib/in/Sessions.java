package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The inbound half of all sessions: who sends, what is kept of those who sent, and until when.
///
/// A peer keeps its number for as long as anything of it is left. If it comes back before that, it
/// goes on under that number: what it announces again is its own again, and the rest is on its way
/// out, at once or after a time ([StalePaths]).
public final class Sessions {
    private Here here;
    private final NextHops nextHops;
    private final Map<RouteFamily, List<Inbound>> inbounds;
    private final Sharding sharding;
    private final Deferral deferral;
    private final Intake intake;
    private final UpdateReader reader;
    private final SessionTable sessions;
    private final Reviews reviews = new Reviews(this::forgetIfGone);
    private final Set<Notice> notices = new LinkedHashSet<>();
    private boolean deferring;
    private long nowMillis;

    /// @param inbounds of each family, by their shards
    /// @param sharding of the routes of EVPN
    /// @param awaited peers that this speaker waits for after its restart, if it has restarted
    /// @param awaitedUntilMillis and no longer than until then
    public Sessions(
            Here here,
            NextHops nextHops,
            Peers peers,
            Map<RouteFamily, List<Inbound>> inbounds,
            Sharding sharding,
            Set<IpAddress> awaited,
            long awaitedUntilMillis) {
        this.here = here;
        this.nextHops = nextHops;
        sessions = new SessionTable(peers);
        this.inbounds = new EnumMap<>(inbounds);
        this.sharding = sharding;
        intake = new Intake(sharding);
        reader = new UpdateReader(sharding, intake);
        var families = new LinkedHashSet<AddressFamily>();
        this.inbounds.keySet().forEach(family -> families.add(family.family()));
        deferral = new Deferral(awaited, families, awaitedUntilMillis);
        deferring = deferral.isUnderWay();
    }

    /// A session is established.
    ///
    /// @return the number by which the peer is known
    public int up(Peer peer, PeerSettings settings) {
        var session = sessions.takeBack(peer);
        if (session != null) {
            resume(session, peer, settings);
        } else {
            session = sessions.add(peer, settings);
            forget(peer.address());
        }
        open(session);
        deferral.up(peer.address(), peer.negotiated());
        noteDeferral();
        return session.number;
    }

    private void resume(Session session, Peer peer, PeerSettings settings) {
        boolean changed = !settings.imports().equals(session.settings().imports());
        session.resume(peer, settings);
        if (changed) {
            judge(session);
        }
        reviews.add(session);
    }

    /// Gives the session a list for each of its families that has none.
    private void open(Session session) {
        var families = session.peer().negotiated().families();
        inbounds.forEach(
                (routes, shards) -> {
                    var family = routes.family();
                    if (families.contains(family) && session.feed(family) == null) {
                        session.feeds.add(feed(session, shards, limit(session, family)));
                    }
                });
        session.begin();
    }

    private Feed feed(Session session, List<Inbound> shards, @Nullable PrefixLimit limit) {
        var room = new Room();
        room.setLimit(limit);
        var branches = new ArrayList<Branch>();
        for (var inbound : shards) {
            var rules = rules(session, inbound);
            branches.add(new Branch(inbound, inbound.ribsIn().add(session.number, rules, room)));
        }
        return new Feed(branches, room);
    }

    private ImportRules rules(Session session, Inbound inbound) {
        return new ImportRules(
                here, nextHops, session.peer(), session.settings().imports(), inbound.routes());
    }

    private static @Nullable PrefixLimit limit(Session session, AddressFamily family) {
        return session.settings().imports().limit(family).orElse(null);
    }

    /// A session has ended. What its peer announced goes in slices ([#work]), or is kept for a
    /// time.
    public void down(int number, SessionEnd how) {
        var session = sessions.established(number);
        session.end(how, nowMillis);
        sessions.end(session);
        reviews.add(session);
        forgetIfGone(session);
    }

    /// The peer of an address is no longer configured: nothing is kept of sessions that have ended.
    public void forget(IpAddress address) {
        var session = sessions.takeEnded(address);
        if (session != null) {
            session.abandon();
            reviews.add(session);
        }
    }

    /// The peer is treated by other settings: what it announced is judged anew, in slices.
    public void configure(int number, PeerSettings settings) {
        var session = sessions.established(number);
        var before = session.settings().imports();
        session.setSettings(settings);
        if (before.equals(settings.imports())) {
            return;
        }
        judge(session);
        reviews.add(session);
        for (var feed : session.feeds) {
            noteLimit(session, feed);
            if (feed.takesMore(before, settings.imports())) {
                wantRefresh(session, feed);
            }
        }
    }

    private void wantRefresh(Session session, Feed feed) {
        notices.add(new Notice.RefreshWanted(session.number, feed.family()));
        feed.tellsAllAgain();
    }

    /// How a peer is treated, if it has a session.
    public Optional<PeerSettings> settings(int number) {
        var session = sessions.find(number);
        return session == null || !session.isEstablished()
                ? Optional.empty()
                : Optional.of(session.settings());
    }

    private void judge(Session session) {
        for (var feed : session.feeds) {
            feed.room.setLimit(limit(session, feed.family()));
            feed.forEach(
                    branch -> {
                        branch.list.setRules(rules(session, branch.inbound));
                        branch.list.review.judge();
                    });
        }
    }

    /// This speaker is another to some routes: those of a peer are by it from its next judgement
    /// on.
    public void setHere(Here changed) {
        here = changed;
    }

    /// The routes of a peer are judged by what this speaker is by now, in slices.
    ///
    /// @param lifted for what reasons fewer of them may be dropped than before
    public void judgeAnew(int number, Set<DropReason> lifted) {
        var session = sessions.find(number);
        if (session == null) {
            return;
        }
        judge(session);
        reviews.add(session);
        for (var feed : session.feeds) {
            if (session.isEstablished() && lifted.stream().anyMatch(feed::hasDroppedLately)) {
                wantRefresh(session, feed);
            }
        }
    }

    /// Other next hops can be reached than before: all that is there is judged anew, in slices, by
    /// the rules that there are.
    public void nextHopsChanged() {
        sessions.forEach(
                session -> {
                    session.feeds.forEach(feed -> feed.forEach(Sessions::nextHopsChanged));
                    reviews.add(session);
                });
    }

    private static void nextHopsChanged(Branch branch) {
        if (branch.list.rules().lookAtNextHops()) {
            branch.list.rules().nextHopsChanged();
            branch.list.review.judge();
        }
    }

    /// A peer sent the body of an UPDATE.
    ///
    /// @return the faults that were found
    public List<Malformed> update(int number, byte[] bytes, int start, int end) {
        var session = sessions.established(number);
        var faults = reader.read(session, bytes, start, end);
        for (int i = 0; i < session.feeds.size(); i++) {
            noteLimit(session, session.feeds.get(i));
        }
        var family = reader.endOfRib();
        if (family != null) {
            take();
            endOfRib(session, family);
        }
        return faults;
    }

    /// Takes what was read and not taken so far: before anything else happens to the tables, and
    /// before anybody looks at them.
    public void take() {
        if (!intake.isEmpty()) {
            intake.take();
            intake.takeDefects()
                    .forEach((peer, defect) -> notices.add(new Notice.Defect(peer, defect)));
        }
    }

    /// Whether the UPDATE that came last was the End-of-RIB marker of a family.
    public boolean hasEnded(AddressFamily family) {
        return family.equals(reader.endOfRib());
    }

    private void noteLimit(Session session, Feed feed) {
        var limit = feed.room.limit();
        if (limit == null) {
            return;
        }
        if (feed.room.comesNearLimit()) {
            notices.add(new Notice.LimitNear(session.number, feed.family(), limit));
        }
        if (feed.room.passesLimit()) {
            notices.add(new Notice.LimitExceeded(session.number, feed.family(), limit));
        }
    }

    private void endOfRib(Session session, AddressFamily family) {
        var feed = session.feed(family);
        if (feed != null) {
            feed.ended = true;
            feed.forEach(branch -> branch.stale.endOfRib());
            reviews.add(session);
        }
        deferral.endOfRib(session.peer().address(), family);
        noteDeferral();
    }

    /// A peer sent a ROUTE-REFRESH. Of its subtypes those count here that concern what the peer
    /// sends; they mean something between peers that announced so (RFC 7313 section 5).
    public void routeRefresh(int number, RouteRefresh message) {
        var session = sessions.established(number);
        var feed = session.feed(message.family());
        if (feed == null || !session.peer().negotiated().enhancedRouteRefresh()) {
            return;
        }
        if (message.subtype() == RouteRefresh.BEGINNING_OF_ROUTE_REFRESH) {
            int seconds = session.settings().imports().stale().refreshSeconds();
            feed.tellsAllAgain();
            feed.forEach(branch -> branch.stale.beginRefresh(nowMillis + 1000L * seconds));
        } else if (message.subtype() == RouteRefresh.END_OF_ROUTE_REFRESH) {
            feed.forEach(branch -> branch.stale.endRefresh());
            reviews.add(session);
        }
    }

    /// Goes on with what takes longer than an event may: routes are removed and judged anew.
    ///
    /// @param rows of paths that are looked at, at most
    /// @return whether there is more
    public boolean work(int rows) {
        return reviews.go(rows);
    }

    private void forgetIfGone(Session session) {
        if (!session.isGone()) {
            return;
        }
        session.feeds.forEach(
                feed -> feed.forEach(branch -> branch.inbound.ribsIn().remove(session.number)));
        notices.removeIf(notice -> notice.isAbout(session.number));
        sessions.remove(session);
    }

    // Time.

    /// It is now so late, and not earlier than it was.
    public void tick(long millis) {
        nowMillis = millis;
        inbounds.values().forEach(all -> all.forEach(inbound -> inbound.tick(nowMillis)));
        sessions.forEach(
                session -> {
                    session.feeds.forEach(
                            feed -> feed.forEach(branch -> branch.stale.tick(nowMillis)));
                    reviews.add(session);
                });
        deferral.tick(nowMillis);
        noteDeferral();
    }

    /// When [#tick] is to be called at the latest, [Long#MAX_VALUE] if there is nothing to wait
    /// for.
    public long nextDeadlineMillis() {
        long next = deferral.nextDeadlineMillis();
        for (int number = 0; number < sessions.numbers(); number++) {
            var session = sessions.find(number);
            if (session != null) {
                for (var feed : session.feeds) {
                    next = Math.min(next, feed.nextDeadlineMillis());
                }
            }
        }
        return next;
    }

    // What others are told.

    /// Whether no EVPN route is to be chosen yet, for this speaker has restarted.
    public boolean isDeferring() {
        return deferring;
    }

    /// Whether peers have yet to tell all that they have of one family, after such a restart.
    public boolean isDeferring(AddressFamily family) {
        return deferring && deferral.isUnderWay(family);
    }

    /// It is not known yet what begins here, which is waited for if this speaker has restarted.
    public void awaitOwn() {
        deferral.awaitOwn();
    }

    public void ownIsKnown() {
        deferral.ownIsKnown();
        noteDeferral();
    }

    private void noteDeferral() {
        if (deferring && !deferral.isUnderWay()) {
            deferring = false;
            notices.add(new Notice.DeferralEnded(deferral.isComplete()));
        }
    }

    /// Something else has to be known or done.
    public void note(Notice notice) {
        notices.add(notice);
    }

    /// What has to be known or done, and was not told yet; nothing about peers of whom nothing is
    /// left.
    public List<Notice> takeNotices() {
        var taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    /// What is known of the paths to the destination of a key, in the order of their peers.
    public List<ReceivedPath> paths(RouteFamily family, Octets key) {
        var shards = inbounds.get(family);
        if (shards == null) {
            throw new IllegalArgumentException("no routes of " + family);
        }
        var inbound = shards.get(shards.size() == 1 ? 0 : sharding.shardOfKey(key.toByteArray()));
        return new PathReader(inbound.routes(), inbound.ribsIn(), new AttributeReader()).read(key);
    }

    public long dropped(DropReason reason) {
        return inbounds.values().stream()
                .flatMap(List::stream)
                .mapToLong(each -> each.ribsIn().dropped().of(reason))
                .sum();
    }

    /// What was received from a peer of a family.
    public InboundCounters counters(int number, RouteFamily family) {
        var feed = sessions.established(number).feed(family.family());
        if (feed == null) {
            throw new IllegalArgumentException("peer " + number + " has not " + family);
        }
        return feed.counters();
    }

    /// The number of the peer of an address, if it has a session or anything is left of it; of two,
    /// of the one with the session.
    public OptionalInt find(IpAddress address) {
        int found = -1;
        for (int number = 0; number < numbers(); number++) {
            var session = sessions.find(number);
            if (session != null
                    && session.peer().kind() != PeerKind.LOCAL
                    && session.peer().address().equals(address)
                    && (found < 0 || session.isEstablished())) {
                found = number;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /// What comes from a peer that [#find] has found, by the families that it has, or had.
    public Map<RouteFamily, Inflow> inflows(int number) {
        var inflows = new EnumMap<RouteFamily, Inflow>(RouteFamily.class);
        var session = sessions.find(number);
        if (session != null) {
            for (var feed : session.feeds) {
                inflows.put(feed.routes(), feed.inflow(nowMillis));
            }
        }
        return inflows;
    }

    /// The numbers by which peers are known are below this.
    public int numbers() {
        return sessions.numbers();
    }

    /// What was received from the peer of a number, nothing if nobody has it.
    public Optional<PeerCounters> counters(int number) {
        var session = sessions.find(number);
        if (session == null) {
            return Optional.empty();
        }
        var received = new EnumMap<RouteFamily, InboundCounters>(RouteFamily.class);
        for (var feed : session.feeds) {
            received.put(feed.routes(), feed.counters());
        }
        return Optional.of(new PeerCounters(session.peer(), session.isEstablished(), received));
    }
}
