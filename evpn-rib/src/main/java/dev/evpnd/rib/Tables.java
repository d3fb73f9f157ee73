package dev.evpnd.rib;

import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.message.RouteRefresh;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The tables of all families: a peer is in those whose families it has.
final class Tables {
    final Shards evpn;
    final Shards routeTargets;

    /// In the order in which peers are told of them.
    private final List<Shards> families;

    private final List<Table> all;
    private final Peers peers;

    Tables(
            RibSettings settings,
            Sharding sharding,
            Peers peers,
            NextHops nextHops,
            OctetBlock.Source blocks) {
        this.peers = peers;
        evpn = shards(RouteFamily.EVPN, sharding, settings, peers, nextHops, blocks);
        // Nobody goes where a membership points: how far that is does not matter.
        var noNextHops = new NextHops(false);
        routeTargets =
                shards(
                        RouteFamily.ROUTE_TARGET,
                        Sharding.NONE,
                        settings,
                        peers,
                        noNextHops,
                        blocks);
        families = List.of(routeTargets, evpn);
        all = families.stream().flatMap(family -> family.tables().stream()).toList();
    }

    private static Shards shards(
            RouteFamily family,
            Sharding sharding,
            RibSettings settings,
            Peers peers,
            NextHops nextHops,
            OctetBlock.Source blocks) {
        long maxLogOctets = settings.maxLogOctets() / sharding.shards();
        var tables =
                IntStream.range(0, sharding.shards())
                        .mapToObj(
                                _ ->
                                        new Table(
                                                family,
                                                settings,
                                                peers,
                                                nextHops,
                                                blocks,
                                                maxLogOctets))
                        .toList();
        return new Shards(sharding, tables);
    }

    Shards get(RouteFamily family) {
        return switch (family) {
            case EVPN -> evpn;
            case ROUTE_TARGET -> routeTargets;
        };
    }

    List<Shards> families() {
        return families;
    }

    List<Table> all() {
        return all;
    }

    Map<RouteFamily, List<Inbound>> inbounds() {
        return Map.of(
                RouteFamily.EVPN, evpn.inbounds(),
                RouteFamily.ROUTE_TARGET, routeTargets.inbounds());
    }

    /// Begins to tell a peer.
    ///
    /// @return whether it has to say which EVPN routes it wants before it is told of any
    boolean join(int number, ExportSettings settings) {
        var peer = peers.get(number);
        boolean constrained = has(peer, routeTargets) && has(peer, evpn);
        for (var family : of(peer)) {
            family.join(number, peer, settings, constrained && family == evpn);
        }
        return constrained;
    }

    void leave(int number) {
        of(peers.get(number)).forEach(family -> family.leave(number));
    }

    void configure(int number, ExportSettings settings) {
        var peer = peers.get(number);
        of(peer).forEach(family -> family.configure(number, peer, settings));
    }

    /// A peer sent a ROUTE-REFRESH.
    void refresh(int number, RouteRefresh message) {
        var peer = peers.get(number);
        for (var family : of(peer)) {
            if (family.family().family().equals(message.family())
                    && message.subtype() == RouteRefresh.REQUEST) {
                family.refresh(number, peer.negotiated().enhancedRouteRefresh());
            }
        }
    }

    /// @param inTurn whether somebody is told of what is settled of EVPN
    /// @return whether all are settled
    boolean settle(int most, boolean inTurn) {
        boolean settled = routeTargets.settle(most, true);
        return evpn.settle(most, inTurn) && settled;
    }

    /// @return whether there is more
    boolean send(int number, Outlet outlet, int maxOctets) {
        var peer = peers.get(number);
        boolean more = false;
        for (var family : families) {
            more |= has(peer, family) && family.send(number, outlet, maxOctets);
        }
        return more;
    }

    /// The same of memberships alone.
    boolean sendMemberships(int number, Outlet outlet, int maxOctets) {
        return has(peers.get(number), routeTargets) && routeTargets.send(number, outlet, maxOctets);
    }

    long unsendable() {
        return evpn.untold() + routeTargets.untold();
    }

    private List<Shards> of(Peer peer) {
        return families.stream().filter(family -> has(peer, family)).toList();
    }

    private static boolean has(Peer peer, Shards family) {
        return peer.negotiated().families().contains(family.family().family());
    }
}
