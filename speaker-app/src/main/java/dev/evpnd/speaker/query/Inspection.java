package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.ToldRoutes;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.in.PeerCounters;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A running daemon, for whoever asks it or tells it something: values, and no text.
///
/// Every method waits for the threads that know. It may be called on any other thread, and the
/// daemon's own work goes on meanwhile.
public final class Inspection {
    private static final int PEERS_OF_A_SLICE = 256;
    private static final int ROWS_AT_ONCE = 256;
    private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Neighbors neighbors;
    private final RoutingQueries routing;
    private final LongSupplier millis;
    private final Host host;
    private final Instant started = Instant.now();
    private final long startedMillis;

    /// @param millis the clock that sessions go by
    public Inspection(Neighbors neighbors, RoutingThread routing, LongSupplier millis, Host host) {
        this.neighbors = neighbors;
        this.routing = new RoutingQueries(routing);
        this.millis = millis;
        this.host = host;
        startedMillis = millis.getAsLong();
    }

    /// What the speaker is.
    public RibSettings settings() {
        return host.settings();
    }

    /// All peers, in the order of their addresses.
    public List<PeerView> peers() {
        return peers(statuses());
    }

    private List<PeerView> peers(List<PeerStatus> statuses) {
        var counters = counters();
        long nowMillis = millis.getAsLong();
        var now = Instant.now();
        return statuses.stream().map(each -> view(each, counters, now, nowMillis)).toList();
    }

    private static PeerView view(
            PeerStatus status, Map<IpAddress, PeerCounters> counters, Instant now, long nowMillis) {
        var known = counters.get(status.address());
        var lastEnd = status.peering().lastEndMillis();
        return new PeerView(
                status,
                known == null ? Map.of() : known.received(),
                now.minusMillis(status.changedMillisAgo()),
                lastEnd.isEmpty()
                        ? Optional.empty()
                        : Optional.of(now.minusMillis(nowMillis - lastEnd.getAsLong())));
    }

    /// All peers, and what of a family's routes passes between them and this speaker. That takes a
    /// look at every route.
    public List<PeerSummary> summaries(RouteFamily family) {
        var told = told(family);
        return peers().stream()
                .map(
                        each ->
                                new PeerSummary(
                                        each,
                                        family,
                                        told.getOrDefault(each.status().address(), 0L)))
                .toList();
    }

    /// How many routes peers hold of what they were told, by their addresses.
    private Map<IpAddress, Long> told(RouteFamily family) {
        var routes = routing.ask(rib -> rib.countTold(family));
        while (!routes.isDone()) {
            routing.ask(_ -> count(routes));
        }
        var told = new HashMap<IpAddress, Long>();
        int numbers = routing.ask(Rib::peerNumbers);
        for (int from = 0; from < numbers; from += PEERS_OF_A_SLICE) {
            int first = from;
            for (var some : routing.ask(rib -> established(rib, first))) {
                told.put(some.peer().address(), routes.of(some.number()));
            }
        }
        return told;
    }

    /// @param number by which a peer with a session is known
    private record Numbered(int number, Peer peer) {}

    private static List<Numbered> established(Rib rib, int first) {
        var some = new ArrayList<Numbered>();
        for (int i = first; i < first + PEERS_OF_A_SLICE; i++) {
            int number = i;
            rib.counters(i)
                    .filter(PeerCounters::established)
                    .filter(each -> each.peer().kind() != PeerKind.LOCAL)
                    .ifPresent(each -> some.add(new Numbered(number, each.peer())));
        }
        return some;
    }

    private static boolean count(ToldRoutes routes) {
        long begun = System.nanoTime();
        while (!routes.isDone() && System.nanoTime() - begun < SLICE_NANOS) {
            routes.next(ROWS_AT_ONCE);
        }
        return routes.isDone();
    }

    /// How many peers may come by listen ranges.
    public int dynamicLimit() {
        return host.dynamicLimit();
    }

    private List<PeerStatus> statuses() {
        return RoutingQueries.await(neighbors.statuses());
    }

    /// What was received from each peer, by its address.
    private Map<IpAddress, PeerCounters> counters() {
        var all = new HashMap<IpAddress, PeerCounters>();
        int numbers = routing.ask(Rib::peerNumbers);
        for (int from = 0; from < numbers; from += PEERS_OF_A_SLICE) {
            int first = from;
            routing.ask(
                            rib -> {
                                var some = new HashMap<IpAddress, PeerCounters>();
                                for (int i = first; i < first + PEERS_OF_A_SLICE; i++) {
                                    rib.counters(i).ifPresent(each -> put(some, each));
                                }
                                return some;
                            })
                    .values()
                    .forEach(each -> put(all, each));
        }
        return all;
    }

    /// Of two at one address the one with the session counts: the other is on its way out.
    private static void put(Map<IpAddress, PeerCounters> all, PeerCounters counters) {
        if (counters.peer().kind() != PeerKind.LOCAL) {
            all.merge(
                    counters.peer().address(),
                    counters,
                    (one, other) -> other.established() ? other : one);
        }
    }

    /// The routes that are asked for.
    public RouteListing routes(RouteFilter filter) {
        return new RouteListing(routing, filter);
    }

    /// How many paths there are to the routes of a family.
    public int pathCount(RouteFamily family) {
        return routing.ask(rib -> rib.pathCount(family));
    }

    /// All that is known of an EVPN route, nothing if nobody has announced it.
    public Optional<Explanation> explain(Octets key) {
        return routing.ask(rib -> rib.explain(key));
    }

    public DaemonView daemon() {
        return daemon(statuses());
    }

    /// All that can be said in numbers.
    public Overview overview() {
        var statuses = statuses();
        return new Overview(daemon(statuses), peers(statuses), routing.times());
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
        for (var family : RouteFamily.values()) {
            destinations.put(family, rib.size(family));
        }
        var dropped = new EnumMap<DropReason, Long>(DropReason.class);
        for (var reason : DropReason.values()) {
            long count = rib.dropped(reason);
            if (count != 0) {
                dropped.put(reason, count);
            }
        }
        return new DaemonView.Tables(destinations, rib.attributeSets(), dropped, rib.unsendable());
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
