package dev.evpnd.speaker.query;

import dev.evpnd.rib.Depths;
import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.session.SessionState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A running daemon, for whoever asks it or tells it something: values, and no text.
///
/// Every method waits for the threads that know. It may be called on any other thread, and the
/// daemon's own work goes on meanwhile.
public final class Inspection {
    private final Neighbors neighbors;
    private final PeerOrders orders;
    private final RoutingQueries routing;
    private final PeerQueries peers;
    private final LongSupplier millis;
    private final Host host;
    private final Instant started = Instant.now();
    private final long startedMillis;

    /// @param millis the clock that sessions go by
    public Inspection(Neighbors neighbors, RoutingThread routing, LongSupplier millis, Host host) {
        this.neighbors = neighbors;
        orders = new PeerOrders(neighbors);
        this.routing = new RoutingQueries(routing);
        peers = new PeerQueries(neighbors, this.routing, millis, () -> settings().identifier());
        this.millis = millis;
        this.host = host;
        startedMillis = millis.getAsLong();
    }

    /// What the speaker is.
    public RibSettings settings() {
        return host.settings();
    }

    /// Its peers.
    public PeerQueries peers() {
        return peers;
    }

    /// How many peers may come by listen ranges.
    public int dynamicLimit() {
        return host.dynamicLimit();
    }

    /// The routes that are asked for.
    public RouteListing routes(RouteFilter filter) {
        return new RouteListing(routing, filter);
    }

    /// Now.
    public Moment moment() {
        return new Moment(Instant.now(), millis.getAsLong());
    }

    /// Those of them that come behind a place.
    ///
    /// @param most that are read, if as many are there
    public RouteListing routes(RouteFilter filter, Optional<RoutePlace> after, int most) {
        return RouteListing.page(routing, filter, after, most);
    }

    /// Which distinguishers EVPN routes have.
    public DistinguisherListing distinguishers() {
        return new DistinguisherListing(routing);
    }

    /// What becomes of the best paths, for so many at a time.
    public ChangeStreams changes(int most) {
        return new ChangeStreams(routing, Long.toHexString(started.toEpochMilli()), most);
    }

    /// How many paths there are to the routes of a family.
    public int pathCount(RouteFamily family) {
        return routing.ask(rib -> rib.view().pathCount(family));
    }

    /// The instances of this speaker.
    public InstanceQueries instances() {
        return new InstanceQueries(routing, kernel());
    }

    /// The kernel that this speaker is a VTEP on.
    public KernelQueries kernel() {
        return new KernelQueries(host.kernel());
    }

    /// Values that are here, of those that begin so. The IP-VRFs that the configuration names and
    /// the kernel has not what they need for.
    public List<AbsentTenant> absentTenants() {
        return host.absentTenants();
    }

    /// What there is that begins so, for completion.
    public ExistingValues existing(String begun) {
        return new ExistingValues(routing, begun);
    }

    /// All that is known of an EVPN route, nothing if nobody has announced it.
    public Optional<Explanation> explain(Octets key) {
        return routing.ask(rib -> rib.view().explain(key));
    }

    public DaemonView daemon() {
        return daemon(peers.statuses());
    }

    /// All that can be said in numbers.
    public Overview overview() {
        var statuses = peers.statuses();
        return new Overview(
                daemon(statuses),
                peers.views(statuses),
                ownByType(),
                routing.times(),
                kernel().overview().orElse(KernelQueries.Overview.NONE));
    }

    /// How many EVPN routes begin here, by type.
    private Map<Integer, Integer> ownByType() {
        return routing.ask(rib -> rib.view().counters(RibSettings.LOCAL))
                .map(each -> each.received().get(RouteFamily.EVPN))
                .map(InboundCounters::heldByType)
                .orElse(Map.of());
    }

    private DaemonView daemon(List<PeerStatus> statuses) {
        return new DaemonView(
                Software.version(),
                host.settings(),
                started,
                Duration.ofMillis(millis.getAsLong() - startedMillis),
                host.listening(),
                statuses.size(),
                statuses.stream().filter(Inspection::isEstablished).count(),
                statuses.stream().filter(PeerStatus::dynamic).count(),
                statuses.stream().filter(PeerStatus::paused).count(),
                statuses.stream().mapToLong(PeerStatus::inputWaiting).sum(),
                statuses.stream().mapToLong(PeerStatus::outputWaiting).sum(),
                RoutingQueries.await(neighbors.refused()),
                routing.ask(Inspection::tables));
    }

    private static boolean isEstablished(PeerStatus status) {
        return status.peering().state() == SessionState.ESTABLISHED;
    }

    private static DaemonView.Tables tables(Rib rib) {
        var destinations = new EnumMap<RouteFamily, Integer>(RouteFamily.class);
        var depths = new EnumMap<RouteFamily, Depths>(RouteFamily.class);
        for (var family : RouteFamily.values()) {
            destinations.put(family, rib.view().size(family));
            depths.put(family, rib.view().depths(family));
        }
        var dropped = new EnumMap<DropReason, Long>(DropReason.class);
        for (var reason : DropReason.values()) {
            long count = rib.view().dropped(reason);
            if (count != 0) {
                dropped.put(reason, count);
            }
        }
        return new DaemonView.Tables(
                destinations, depths, rib.view().attributeSets(), dropped, rib.view().unsendable());
    }

    /// What memory there is, and what it is for.
    public MemoryView memory() {
        return MemoryView.of(routing.ask(rib -> rib.view().sizes()));
    }

    /// Peers that are told the same of a family in the same octets.
    public List<UpdateGroupView> updateGroups(RouteFamily family) {
        return routing.ask(rib -> updateGroups(rib, family));
    }

    private static List<UpdateGroupView> updateGroups(Rib rib, RouteFamily family) {
        var groups = new ArrayList<UpdateGroupView>();
        for (var status : rib.view().updateGroups(family)) {
            var members =
                    status.members().stream().map(each -> rib.view().peer(each).address()).sorted();
            groups.add(new UpdateGroupView(groups.size(), members.toList(), status));
        }
        return groups;
    }

    /// The configuration that holds.
    public ShownConfiguration configuration() {
        return host.configuration()
                .orElseThrow(() -> new QueryFailure("nobody has written what it goes by"));
    }

    /// Whether somebody can connect.
    public boolean isListening() {
        return !host.listening().isEmpty();
    }

    /// Whether it has restarted, and tells nothing before its peers have told all they have.
    public boolean isRestarting() {
        return neighbors.isRestarting();
    }

    /// Which threads do not come to what they are asked, in words; nothing where all do.
    ///
    /// @param patience for which they may be at something else
    public Optional<String> silentThreads(Duration patience) {
        var sessions = neighbors.turn();
        var routes = routing.turn();
        long deadline = System.nanoTime() + patience.toNanos();
        var silent = new ArrayList<String>();
        if (!RoutingQueries.isDone(sessions, deadline)) {
            silent.add("a thread of the sessions has");
        }
        if (!RoutingQueries.isDone(routes, deadline)) {
            silent.add("the thread of the routes has");
        }
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(" and ", silent)
                                + " not answered within "
                                + patience.toMillis()
                                + " ms");
    }

    // What it is told.

    /// What it is told of its peers.
    public PeerOrders orders() {
        return orders;
    }

    /// Ends the session with a peer; it begins anew.
    ///
    /// @param text for the peer's operator (RFC 9003)
    public void reset(IpAddress peer, String text) {
        if (!RoutingQueries.await(neighbors.reset(peer, text))) {
            throw new QueryFailure("there is no peer " + peer);
        }
    }

    /// Asks a peer to tell its routes again.
    public void refresh(IpAddress peer, RouteFamily family) {
        if (!RoutingQueries.await(neighbors.refresh(peer, family.family()))) {
            throw new QueryFailure(
                    "%s cannot be asked for %s again: no session, or not without route refresh"
                            .formatted(peer, family.family()));
        }
    }

    /// Has the configuration read again.
    ///
    /// @return why it is not gone by, nothing when it is
    public List<String> reload() {
        return host.reload();
    }
}
