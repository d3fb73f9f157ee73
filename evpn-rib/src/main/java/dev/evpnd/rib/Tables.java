package dev.evpnd.rib;

import dev.evpnd.rib.in.Inbound;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.out.Outlet;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.Peers;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.message.RouteRefresh;

import java.util.List;

/// The tables of all families: a peer is in those whose families it has.
final class Tables {
    final Table evpn;
    final Table routeTargets;

    /// In the order in which peers are told of them.
    private final List<Table> all;

    private final Peers peers;

    Tables(RibSettings settings, Peers peers, NextHops nextHops, OctetBlock.Source blocks) {
        this.peers = peers;
        evpn = new Table(RouteFamily.EVPN, settings, peers, nextHops, blocks);
        // Nobody goes where a membership points: how far that is does not matter.
        var noNextHops = new NextHops(false);
        routeTargets = new Table(RouteFamily.ROUTE_TARGET, settings, peers, noNextHops, blocks);
        all = List.of(routeTargets, evpn);
    }

    Table get(RouteFamily family) {
        return switch (family) {
            case EVPN -> evpn;
            case ROUTE_TARGET -> routeTargets;
        };
    }

    List<Table> all() {
        return all;
    }

    List<Inbound> inbounds() {
        return List.of(evpn.inbound(), routeTargets.inbound());
    }

    /// Begins to tell a peer.
    ///
    /// @return whether it has to say which EVPN routes it wants before it is told of any
    boolean join(int number, ExportSettings settings) {
        var peer = peers.get(number);
        boolean constrained = has(peer, routeTargets) && has(peer, evpn);
        for (var table : of(peer)) {
            boolean waiting = constrained && table == evpn;
            table.outbound().join(number, peer, settings, waiting);
        }
        return constrained;
    }

    void leave(int number) {
        of(peers.get(number)).forEach(table -> table.outbound().leave(number));
    }

    void configure(int number, ExportSettings settings) {
        var peer = peers.get(number);
        of(peer).forEach(table -> table.outbound().configure(number, peer, settings));
    }

    /// A peer sent a ROUTE-REFRESH.
    void refresh(int number, RouteRefresh message) {
        var peer = peers.get(number);
        for (var table : of(peer)) {
            if (table.family().family().equals(message.family())
                    && message.subtype() == RouteRefresh.REQUEST) {
                table.outbound().refresh(number, peer.negotiated().enhancedRouteRefresh());
            }
        }
    }

    /// @return whether all are settled
    boolean settle(int most) {
        boolean settled = true;
        for (var table : all) {
            settled &= table.settle(most);
        }
        return settled;
    }

    /// @return whether there is more
    boolean send(int number, Outlet outlet, int maxOctets) {
        var peer = peers.get(number);
        boolean more = false;
        for (var table : all) {
            more |= has(peer, table) && table.send(number, outlet, maxOctets);
        }
        return more;
    }

    /// The same of memberships alone.
    boolean sendMemberships(int number, Outlet outlet, int maxOctets) {
        return has(peers.get(number), routeTargets) && routeTargets.send(number, outlet, maxOctets);
    }

    long unsendable() {
        return evpn.outbound().untold() + routeTargets.outbound().untold();
    }

    private List<Table> of(Peer peer) {
        return all.stream().filter(table -> has(peer, table)).toList();
    }

    private static boolean has(Peer peer, Table table) {
        return peer.negotiated().families().contains(table.family().family());
    }
}
