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
///
/// A peer is told nothing before it has said all that it wants, or a time is over. Until then what
/// it said is not even read; from then on all of it is, once for all that changes between two
/// settlings: for each of these the peer's wants are compared with the whole table anyway.
final class Memberships {
    private static final int NEVER_READ = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final Table table;
    private final Outbound evpn;

    /// The revision of each peer's Adj-RIB-In that was read last.
    private final Map<Integer, Integer> revisions = new TreeMap<>();

    /// Until when each peer is waited for that has yet to say what it wants.
    private final Map<Integer, Long> waiting = new TreeMap<>();

    /// That of all Adj-RIBs-In together when they were looked at last.
    private int revision = NEVER_READ;

    Memberships(Table table, Outbound evpn) {
        this.table = table;
        this.evpn = evpn;
    }

    /// @param untilMillis when the peer is told, whether it has said what it wants or not
    void join(int peer, long untilMillis) {
        waiting.put(peer, untilMillis);
    }

    void leave(int peer) {
        waiting.remove(peer);
        revisions.remove(peer);
    }

    /// A peer has said all that it wants, for the time being.
    void complete(int peer) {
        if (waiting.remove(peer) != null) {
            // What it announced in a former session may have been kept, and counts as well.
            revisions.put(peer, NEVER_READ);
            update(peer);
            evpn.release(peer);
        }
    }

    /// Reads anew what those want who have said something else than before.
    void update() {
        int now = table.ribsIn().revision();
        if (now != revision) {
            revision = now;
            revisions.keySet().forEach(this::update);
        }
    }

    private void update(int peer) {
        int now = table.ribsIn().get(peer).revision();
        Integer before = revisions.put(peer, now);
        if (before == null || before != now) {
            evpn.wants(peer, Membership.of(read(peer)));
        }
    }

    private List<RouteTargetMembership> read(int peer) {
        var memberships = new ArrayList<RouteTargetMembership>();
        var routes = table.routes();
        var list = table.ribsIn().get(peer);
        int path = list.first();
        while (path != PathTable.NONE) {
            if (list.counts(path)) {
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

    // Time.

    long nextDeadlineMillis() {
        return waiting.values().stream().mapToLong(Long::longValue).min().orElse(NEVER);
    }

    void tick(long nowMillis) {
        for (var entry : List.copyOf(waiting.entrySet())) {
            if (nowMillis >= entry.getValue()) {
                complete(entry.getKey());
            }
        }
    }
}
