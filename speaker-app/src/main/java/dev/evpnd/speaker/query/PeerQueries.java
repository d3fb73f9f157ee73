package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PeerExchange;
import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.in.PeerCounters;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The peers of a running daemon, and what passes between them and this speaker. Every method waits
/// for the threads that know, as those of [Inspection] do.
public final class PeerQueries {
    private static final int PEERS_OF_A_SLICE = 256;

    private final Neighbors neighbors;
    private final RoutingQueries routing;
    private final ToldRouteCounts told;
    private final LongSupplier millis;
    private final Supplier<BgpIdentifier> identifier;

    /// @param millis the clock that sessions go by
    /// @param identifier of this speaker
    PeerQueries(
            Neighbors neighbors,
            RoutingQueries routing,
            LongSupplier millis,
            Supplier<BgpIdentifier> identifier) {
        this.neighbors = neighbors;
        this.routing = routing;
        told = new ToldRouteCounts(routing);
        this.millis = millis;
        this.identifier = identifier;
    }

    /// All peers, in the order of their addresses.
    public List<PeerView> all() {
        return views(statuses());
    }

    /// The same of what was just learnt of their sessions.
    List<PeerView> views(List<PeerStatus> statuses) {
        var counters = counters();
        return views(
                statuses,
                address -> {
                    var known = counters.get(address);
                    return known == null ? Map.of() : known.received();
                });
    }

    private List<PeerView> views(
            List<PeerStatus> statuses,
            Function<IpAddress, Map<RouteFamily, InboundCounters>> received) {
        long nowMillis = millis.getAsLong();
        var now = Instant.now();
        return statuses.stream()
                .map(each -> view(each, received.apply(each.address()), now, nowMillis))
                .toList();
    }

    private static PeerView view(
            PeerStatus status,
            Map<RouteFamily, InboundCounters> received,
            Instant now,
            long nowMillis) {
        var lastEnd = status.peering().lastEndMillis();
        return new PeerView(
                status,
                received,
                now.minusMillis(status.changedMillisAgo()),
                lastEnd.isEmpty()
                        ? Optional.empty()
                        : Optional.of(now.minusMillis(nowMillis - lastEnd.getAsLong())));
    }

    /// All peers, and what of a family's routes passes between them and this speaker. That takes a
    /// look at every route.
    public List<PeerSummary> summaries(RouteFamily family) {
        var told = this.told.ofAll(family);
        return all().stream()
                .map(
                        each ->
                                new PeerSummary(
                                        each,
                                        family,
                                        told.getOrDefault(each.status().address(), 0L)))
                .toList();
    }

    /// The same, but of one peer alone it is said what passes, and it alone is asked for.
    public List<PeerSummary> summaries(RouteFamily family, IpAddress one) {
        var exchange = exchange(one);
        long held = told.of(one, family).paths();
        return views(statuses(), each -> each.equals(one) ? received(exchange) : Map.of()).stream()
                .map(
                        each ->
                                new PeerSummary(
                                        each,
                                        family,
                                        each.status().address().equals(one) ? held : 0))
                .toList();
    }

    private Optional<PeerExchange> exchange(IpAddress peer) {
        return routing.ask(rib -> rib.view().exchange(peer));
    }

    /// For how long peers are waited for, from now on.
    public RestartTimes restartTimes() {
        return new RestartTimes(this::exchange);
    }

    private static Map<RouteFamily, InboundCounters> received(Optional<PeerExchange> exchange) {
        var received = new EnumMap<RouteFamily, InboundCounters>(RouteFamily.class);
        exchange.ifPresent(
                it ->
                        it.families()
                                .forEach(
                                        (family, each) ->
                                                received.put(family, each.in().counters())));
        return received;
    }

    /// The address of the peer of a name: of an address, or of the host that it says it is. There
    /// is one as long as something of it is here.
    public Optional<IpAddress> find(PeerName name) {
        return switch (name) {
            case PeerName.Address(var address) ->
                    RoutingQueries.await(neighbors.status(address))
                            .map(PeerStatus::address)
                            .or(() -> exchange(address).map(it -> it.peer().address()));
            case PeerName.Host(var host) ->
                    views(statuses(), _ -> Map.of()).stream()
                            .filter(each -> each.hostName().filter(host::equals).isPresent())
                            .map(each -> each.status().address())
                            .findFirst();
        };
    }

    /// All that there is to say of one peer; nothing if there is none.
    public Optional<PeerDetail> detail(IpAddress peer) {
        return RoutingQueries.await(neighbors.status(peer))
                .map(
                        status -> {
                            var held = new EnumMap<RouteFamily, Long>(RouteFamily.class);
                            for (var family : RouteFamily.values()) {
                                held.put(family, told.of(peer, family).paths());
                            }
                            return detail(status, ranges(List.of(status)), held);
                        });
    }

    /// The same of all peers, in the order of their addresses. That takes a look at every route.
    public List<PeerDetail> details() {
        var statuses = statuses();
        var ranges = ranges(statuses);
        var held = new EnumMap<RouteFamily, Map<IpAddress, Long>>(RouteFamily.class);
        for (var family : RouteFamily.values()) {
            held.put(family, told.ofAll(family));
        }
        return statuses.stream()
                .map(
                        each -> {
                            var ofPeer = new EnumMap<RouteFamily, Long>(RouteFamily.class);
                            held.forEach(
                                    (family, all) ->
                                            ofPeer.put(
                                                    family, all.getOrDefault(each.address(), 0L)));
                            return detail(each, ranges, ofPeer);
                        })
                .toList();
    }

    private Map<IpAddress, IpPrefix> ranges(List<PeerStatus> statuses) {
        var dynamic = statuses.stream().filter(PeerStatus::dynamic).map(PeerStatus::address);
        return RoutingQueries.await(neighbors.ranges(dynamic.toList()));
    }

    private PeerDetail detail(
            PeerStatus status, Map<IpAddress, IpPrefix> ranges, Map<RouteFamily, Long> held) {
        var exchange = exchange(status.address());
        long nowMillis = millis.getAsLong();
        return new PeerDetail(
                identifier.get(),
                view(status, received(exchange), Instant.now(), nowMillis),
                exchange,
                held,
                Optional.ofNullable(ranges.get(status.address())),
                ago(status.peering().lastEndMillis(), nowMillis),
                left(status.peering().connectRetryMillis(), nowMillis),
                left(status.peering().idleUntilMillis(), nowMillis));
    }

    private static OptionalLong ago(OptionalLong millis, long nowMillis) {
        return millis.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(nowMillis - millis.getAsLong());
    }

    private static OptionalLong left(OptionalLong deadline, long nowMillis) {
        return deadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, deadline.getAsLong() - nowMillis));
    }

    /// What their sessions are like, in the order of their addresses.
    List<PeerStatus> statuses() {
        return RoutingQueries.await(neighbors.statuses());
    }

    /// What was received from each peer, by its address.
    private Map<IpAddress, PeerCounters> counters() {
        var all = new HashMap<IpAddress, PeerCounters>();
        int numbers = routing.ask(rib -> rib.view().peerNumbers());
        for (int from = 0; from < numbers; from += PEERS_OF_A_SLICE) {
            int first = from;
            routing.ask(
                            rib -> {
                                var some = new HashMap<IpAddress, PeerCounters>();
                                for (int i = first; i < first + PEERS_OF_A_SLICE; i++) {
                                    rib.view().counters(i).ifPresent(each -> put(some, each));
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

    /// What a peer holds of the EVPN routes that it was told; nothing if it has no session.
    public ToldListing toldTo(IpAddress peer) {
        return new ToldListing(routing, peer);
    }

    /// How many that are.
    public RouteCount countTold(IpAddress peer) {
        return told.of(peer, RouteFamily.EVPN);
    }
}
