package dev.evpnd.rib;

import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.in.Sessions;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Instances;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.rib.watch.Watches;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;
import java.util.Set;

/// The tables of a speaker, and what follows from them: a state machine with one writer.
///
/// ```java
/// int peer = rib.peerUp(...);              // events
/// rib.update(peer, bytes, start, end);
/// rib.settle(2_048);                       // decides what they changed, once for all of them
/// rib.send(peer, out, 65_536);             // what a peer is to be told, in its own time
/// ```
///
/// Where routes are shared out, what [#update] has read waits to be taken into all shards at once:
/// whatever else is told or asked comes behind that, and has it taken first.
///
/// It sees no socket, file, clock or thread. The same events in the same order give the same
/// octets.
public final class Rib {
    /// So many at once, so that logs grow by little before they are cut.
    private static final int ROWS_OF_A_SETTLING = 1 << 14;

    /// Of a peer whose session has ended.
    private static final int ROWS_AT_ONCE = 1024;

    private final Peers peers = new Peers();
    private final Tables tables;
    private final Reconsideration reconsideration;
    private final Reconfiguration reconfiguration;
    private final Memberships memberships;
    private final InstanceFeed feed;
    private final OwnRoutes ownRoutes;
    private final Sessions sessions;
    private final Watches watches;
    private final RibView view;
    private long nowMillis;

    public Rib(RibSettings settings) {
        this(settings, OctetBlock.Source.HEAP);
    }

    /// @param blocks where what several peers are told is kept
    public Rib(RibSettings settings, OctetBlock.Source blocks) {
        this(settings, blocks, Sharding.NONE);
    }

    /// @param sharding of the routes of EVPN, for good
    public Rib(RibSettings settings, OctetBlock.Source blocks, Sharding sharding) {
        var nextHops = new NextHops(settings.resolvesNextHops());
        tables = new Tables(settings, sharding, peers, nextHops, blocks);
        var evpn = tables.evpn.tables();
        ownRoutes = new OwnRoutes(settings, this::originate);
        feed = new InstanceFeed(evpn, peers, settings.decision(), ownRoutes::change);
        sessions =
                new Sessions(
                        settings.here(),
                        nextHops,
                        peers,
                        tables.inbounds(),
                        sharding,
                        settings.restart().awaited(),
                        settings.restart().untilMillis());
        var reconsidered =
                evpn.stream()
                        .map(each -> new Reconsideration.Shard(each.routes(), each::reconsider))
                        .toList();
        reconsideration = new Reconsideration(reconsidered, nextHops, sessions::nextHopsChanged);
        var routeTargets = tables.routeTargets.tables().getFirst();
        watches = new Watches(evpn, () -> evpn.stream().allMatch(each -> each.unsettled() == 0));
        memberships = new Memberships(routeTargets, tables.evpn, sessions::note);
        reconfiguration =
                new Reconfiguration(settings, nextHops, sessions, tables, feed, this::tellAnew);
        view = new RibView(peers, tables, sessions, feed);
        sessions.up(settings.local(), PeerSettings.DEFAULT);
    }

    /// What is in the tables, for whoever asks.
    public RibView view() {
        return view;
    }

    /// A session with a peer that is treated as all are where nothing else is wanted.
    public int peerUp(Peer peer) {
        return peerUp(peer, PeerSettings.DEFAULT);
    }

    /// A session is established. What the peer is to be told can be had from [#send] at once, or if
    /// it has Route Target constraint when it has said what it wants (RFC 4684 section 6), or a
    /// time for that is over.
    ///
    /// @return the number by which the peer is known from now on
    public int peerUp(Peer peer, PeerSettings settings) {
        sessions.take();
        int number = sessions.up(peer, settings);
        if (tables.join(number, settings.exports())) {
            int seconds = settings.exports().membershipSeconds();
            memberships.join(number, nowMillis + 1000L * seconds);
        }
        return number;
    }

    /// A session has ended for good: what its peer announced is gone.
    public void peerDown(int number) {
        peerDown(number, SessionEnd.FINAL);
    }

    /// A session has ended. What its peer announced is kept for a time, or it goes: some of it at
    /// once, and the rest in [#work]. If the peer comes back meanwhile, it has the number it had.
    public void peerDown(int number, SessionEnd how) {
        sessions.take();
        memberships.leave(number);
        tables.leave(number);
        sessions.down(number, how);
        sessions.work(ROWS_AT_ONCE);
    }

    /// The peer of an address is no longer configured: nothing is kept of it, be it that it was to
    /// come back. A session with it has ended before.
    public void forget(IpAddress address) {
        sessions.take();
        sessions.forget(address);
    }

    /// Goes on with what takes longer than an event may: removes what is to go and judges anew what
    /// was judged by other settings.
    ///
    /// @param rows of routes that are looked at, at most
    /// @return whether there is more
    public boolean work(int rows) {
        sessions.take();
        boolean more = reconfiguration.go(rows);
        more |= sessions.work(rows);
        return reconsideration.go(rows) || more;
    }

    /// A next hop can be reached, at a distance in the underlay. What follows comes with [#work].
    public void nextHopReachable(IpAddress address, long metric) {
        sessions.take();
        reconsideration.reachable(address, metric);
    }

    /// A next hop cannot be reached, or nothing is known of it any more.
    public void nextHopUnreachable(IpAddress address) {
        sessions.take();
        reconsideration.unreachable(address);
    }

    /// It is now so late. Whatever happens next happens now. Time that goes back stands still.
    public void tick(long millis) {
        sessions.take();
        nowMillis = Math.max(nowMillis, millis);
        sessions.tick(nowMillis);
        memberships.tick(nowMillis);
        feed.tick(nowMillis);
        watches.tick(nowMillis);
    }

    /// When [#tick] is to be called at the latest, [Long#MAX_VALUE] if there is nothing to wait
    /// for.
    public long nextDeadlineMillis() {
        long instances = instances().nextDeadlineMillis().orElse(Long.MAX_VALUE);
        long inbound = Math.min(sessions.nextDeadlineMillis(), memberships.nextDeadlineMillis());
        return Math.min(Math.min(inbound, instances), watches.nextDeadlineMillis());
    }

    /// What whoever runs the sessions has to know or do, and was not told yet.
    public List<Notice> takeNotices() {
        sessions.take();
        return sessions.takeNotices();
    }

    /// A peer is treated by other settings from now on. What it announced is judged anew, in
    /// [#work].
    public void configure(int number, PeerSettings settings) {
        sessions.take();
        sessions.configure(number, settings);
        tellAnew(number);
    }

    /// A peer is told by what it and this speaker are by now, if it has a session.
    private void tellAnew(int number) {
        sessions.settings(number)
                .ifPresent(settings -> tables.configure(number, settings.exports()));
    }

    /// This speaker goes by other settings from now on, but for its hash seed and how it began.
    /// What follows comes with [#work].
    ///
    /// @throws IllegalArgumentException if they are those of another speaker
    public void configure(RibSettings changed) {
        sessions.take();
        reconfiguration.begin(changed);
    }

    /// A peer sent a ROUTE-REFRESH.
    public void routeRefresh(int number, RouteRefresh message) {
        sessions.take();
        sessions.routeRefresh(number, message);
        tables.refresh(number, message);
    }

    /// A peer is told of a family again, as if it had asked for it.
    public void tellAgain(int number, RouteFamily family) {
        sessions.take();
        tables.refresh(number, new RouteRefresh(family.family(), RouteRefresh.REQUEST));
    }

    /// What a peer announced is judged again by the rules that there are, in [#work].
    public void review(int number) {
        sessions.take();
        sessions.judgeAnew(number, Set.of());
    }

    /// A peer sent an UPDATE, whose body is the octets from `start` to `end`.
    ///
    /// @return the faults that were found; with [dev.evpnd.wire.error.Treatment#RESET] among them
    ///   nothing of it was taken, and the session has to end
    public List<Malformed> update(int peer, byte[] bytes, int start, int end) {
        var faults = sessions.update(peer, bytes, start, end);
        if (sessions.hasEnded(AddressFamily.RT_CONSTRAINT)) {
            memberships.complete(peer);
        }
        return faults;
    }

    /// This speaker announces or withdraws routes of its own: an UPDATE as if from a peer.
    public void originate(Update update) {
        var body = new OctetWriter();
        update.encodeBody(body, peers.get(RibSettings.LOCAL).negotiated());
        var faults = update(RibSettings.LOCAL, body.array(), 0, body.length());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("not to be announced: " + faults);
        }
        sessions.take();
    }

    /// Decides for each destination that changed which path is best now, and what follows from it,
    /// however long that takes: for tests and tools, and for nobody whom others wait for.
    public void settle() {
        while (!settle(ROWS_OF_A_SETTLING)) {
            // What follows from memberships may have to be settled, too.
        }
    }

    /// The same as far as it goes in one slice: it also goes on with instances whose settings have
    /// changed or that have ended, and offers them what they may import by now.
    ///
    /// @param most how many rows of each kind are looked at; what takes longer counts for several
    /// @return whether all are settled
    public boolean settle(int most) {
        sessions.take();
        boolean settled = !feed.goOn(most);
        if (sessions.isDeferring()) {
            // As far as they may be by now.
            return settleMemberships(most) && settled;
        }
        settled &= feed.offer(most);
        settled &= !feed.pass(most);
        settled &= !memberships.update(most);
        settled &= tables.settle(most, !instances().isEmpty());
        settled &= !feed.pass(most);
        if (settled) {
            peers.allTold();
        }
        return settled;
    }

    /// Those may be told earlier than anything else.
    private boolean settleMemberships(int most) {
        if (sessions.isDeferring(AddressFamily.RT_CONSTRAINT)) {
            return true;
        }
        boolean more = memberships.update(most);
        return tables.routeTargets.settle(most, true) && !more;
    }

    /// Whether nothing is chosen yet, for this speaker has restarted (RFC 4724 section 4.1).
    public boolean isDeferring() {
        return sessions.isDeferring();
    }

    /// Of what begins here something is not known yet, and follows before [#ownIsKnown]. Where this
    /// speaker has restarted, nobody is told that this was all before: to be called before any peer
    /// is there.
    public void awaitOwn() {
        sessions.awaitOwn();
    }

    /// What begins here is known.
    public void ownIsKnown() {
        sessions.ownIsKnown();
    }

    /// The MAC-VRFs and IP-VRFs of this speaker. What follows for others from an event told to them
    /// comes with the next [#settle]; what follows for the kernel, with [#drainInstanceChanges].
    public Instances instances() {
        return feed.instances();
    }

    /// A MAC-VRF is there from now on, or is to be another.
    public void configure(MacVrfSettings settings) {
        reoffer(instances().configure(settings));
    }

    /// An IP-VRF is there from now on, or is to be another.
    public void configure(IpVrfSettings settings) {
        reoffer(instances().configure(settings));
    }

    public void unconfigureMacVrf(Vni vni) {
        reoffer(instances().unconfigureMacVrf(vni));
    }

    public void unconfigureIpVrf(Vni l3Vni) {
        reoffer(instances().unconfigureIpVrf(l3Vni));
    }

    private void reoffer(boolean needed) {
        if (needed) {
            feed.offerAgain();
        }
        ownRoutes.change(instances().takeTargetChanges());
    }

    /// What is to be done in the kernel, asked of hosts and told to operators since the last call,
    /// in order.
    public List<InstanceChange> drainInstanceChanges() {
        return feed.drain();
    }

    /// Who reads what becomes of the best paths of EVPN routes.
    public Watches watches() {
        return watches;
    }

    /// Copies whole messages that a peer is to be sent next, as the other [#send] gives them.
    public boolean send(int number, OctetWriter out, int maxOctets) {
        return send(number, Outlet.copyingTo(out), maxOctets);
    }

    /// Gives an outlet whole messages that a peer is to be sent next, until there is nothing more
    /// or `maxOctets` are reached, which the last message may pass.
    ///
    /// @return whether there is more, if need be after the next [#settle]
    public boolean send(int number, Outlet outlet, int maxOctets) {
        sessions.take();
        if (sessions.isDeferring()) {
            return !sessions.isDeferring(AddressFamily.RT_CONSTRAINT)
                    && tables.sendMemberships(number, outlet, maxOctets);
        }
        return tables.send(number, outlet, maxOctets);
    }

    /// Frees the memory that is not the heap's: what waits for peers. It is of no use afterwards.
    public void abandon() {
        tables.all().forEach(each -> each.outbound().abandon());
    }
}
