package dev.evpnd.speaker.query;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.in.PeerCounters;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what peers hold of what they were told, a slice at a time. That takes a look at every
/// route: for one peer by its rules alone, for all by those of every update group.
final class ToldRouteCounts {
    private static final int PEERS_OF_A_SLICE = 256;
    private static final int ROWS_AT_ONCE = 256;

    private final RoutingQueries routing;

    ToldRouteCounts(RoutingQueries routing) {
        this.routing = routing;
    }

    /// How many routes of a family one peer holds of what it was told.
    RouteCount of(IpAddress peer, RouteFamily family) {
        var held = routing.ask(rib -> rib.view().heldBy(peer, family));
        var told = new RouteSum();
        routing.inSlices(
                held::isDone,
                () -> {
                    var some = held.count(ROWS_AT_ONCE);
                    told.add(some.routes(), some.paths());
                });
        return told.count();
    }

    /// How many routes peers hold of what they were told, by their addresses.
    Map<IpAddress, Long> ofAll(RouteFamily family) {
        var routes = routing.ask(rib -> rib.view().countTold(family));
        routing.inSlices(routes::isDone, () -> routes.next(ROWS_AT_ONCE));
        var told = new HashMap<IpAddress, Long>();
        int numbers = routing.ask(rib -> rib.view().peerNumbers());
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
            rib.view()
                    .counters(i)
                    .filter(PeerCounters::established)
                    .filter(each -> each.peer().kind() != PeerKind.LOCAL)
                    .ifPresent(each -> some.add(new Numbered(number, each.peer())));
        }
        return some;
    }
}
