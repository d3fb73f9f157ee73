package dev.evpnd.rib;

import dev.evpnd.rib.out.Membership;
import dev.evpnd.rib.out.Outbound;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What each peer with Route Target constraint wants, by the memberships that it announced (RFC
/// 4684 section 6), told to those who tell it of EVPN routes.
final class Memberships {
    private static final int NEVER_READ = -1;

    private final Table table;
    private final Outbound evpn;

    /// The revision of each peer's Adj-RIB-In that was read last.
    private final Map<Integer, Integer> revisions = new TreeMap<>();

    Memberships(Table table, Outbound evpn) {
        this.table = table;
        this.evpn = evpn;
    }

    void join(int peer) {
        // What it announced in a former session may have been kept, and counts from the beginning.
        revisions.put(peer, NEVER_READ);
    }

    void leave(int peer) {
        revisions.remove(peer);
    }

    /// A peer has said all that it wants, for the time being.
    void complete(int peer) {
        if (revisions.containsKey(peer)) {
            update();
            evpn.release(peer);
        }
    }

    /// Reads anew what those want who have said something else than before.
    void update() {
        for (var entry : revisions.entrySet()) {
            int peer = entry.getKey();
            int revision = table.ribsIn().get(peer).revision();
            if (revision != entry.getValue()) {
                entry.setValue(revision);
                evpn.wants(peer, Membership.of(read(peer)));
            }
        }
    }

    private List<RouteTargetMembership> read(int peer) {
        var memberships = new ArrayList<RouteTargetMembership>();
        var routes = table.routes();
        int path = table.ribsIn().get(peer).first();
        while (path != PathTable.NONE) {
            if (routes.paths().isEligible(path)) {
                memberships.add(read(routes.destinations(), routes.paths().destination(path)));
            }
            path = routes.paths().nextOfPeer(path);
        }
        return memberships;
    }

    private static RouteTargetMembership read(DestinationTable destinations, int destination) {
        int start = destinations.keyStart(destination);
        int end = start + destinations.keyLength(destination);
        return RouteTargetMembership.read(
                new OctetReader(destinations.keyArray(destination), start, end));
    }
}
