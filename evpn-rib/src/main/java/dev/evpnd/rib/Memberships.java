package dev.evpnd.rib;

import dev.evpnd.rib.in.AdjRibIn;
import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.out.Membership;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetReader;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What each peer with Route Target constraint wants, by the memberships that it announced (RFC
/// 4684 section 6), told to those who tell it of EVPN routes.
///
/// A peer is told nothing before it has said all that it wants, or a time is over. Until then what
/// it said is not even read; from then on all of it is, once for all that changes between two
/// settlings: for each of these the peer's wants are compared with the whole table anyway.
///
/// Who announces more than anybody has use for is taken to want everything.
final class Memberships {
    /// So many of a peer are read, in well below a millisecond.
    static final int MOST = 8192;

    private static final int NEVER_READ = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final Table table;
    private final Shards evpn;
    private final Consumer<Notice> notices;

    /// The revision of each peer's Adj-RIB-In that was read last.
    private final Map<Integer, Integer> revisions = new TreeMap<>();

    /// Until when each peer is waited for that has yet to say what it wants.
    private final Map<Integer, Long> waiting = new TreeMap<>();

    /// That of all Adj-RIBs-In together when they were looked at last.
    private int revision = NEVER_READ;

    /// The peers that are to be read anew, in turn.
    private final SequencedSet<Integer> unread = new LinkedHashSet<>();

    /// The peers of which more is there than is read.
    private final Set<Integer> beyond = new TreeSet<>();

    /// @param notices takes what whoever runs the sessions has to know
    Memberships(Table table, Shards evpn, Consumer<Notice> notices) {
        this.table = table;
        this.evpn = evpn;
        this.notices = notices;
    }

    /// @param untilMillis when the peer is told, whether it has said what it wants or not
    void join(int peer, long untilMillis) {
        waiting.put(peer, untilMillis);
    }

    void leave(int peer) {
        waiting.remove(peer);
        revisions.remove(peer);
        unread.remove(peer);
        beyond.remove(peer);
    }

    /// A peer has said all that it wants, for the time being.
    void complete(int peer) {
        if (waiting.remove(peer) != null) {
            // What it announced in a former session may have been kept, and counts as well.
            tell(peer);
            evpn.release(peer);
        }
    }

    /// Reads anew what those want who have said something else than before.
    ///
    /// @param most how many memberships are read, up to those of one peer more
    /// @return whether there is more to read
    boolean update(int most) {
        int now = table.ribsIn().revision();
        if (now != revision) {
            revision = now;
            revisions.forEach(this::look);
        }
        int left = most;
        while (left > 0 && !unread.isEmpty()) {
            int peer = unread.removeFirst();
            left -= tell(peer);
        }
        return !unread.isEmpty();
    }

    private void look(int peer, int before) {
        if (table.ribsIn().get(peer).revision() != before) {
            unread.add(peer);
        }
    }

    /// @return how many rows were looked at
    private int tell(int peer) {
        var list = table.ribsIn().get(peer);
        revisions.put(peer, list.revision());
        if (list.size() <= MOST) {
            beyond.remove(peer);
            evpn.wants(peer, Membership.of(read(list)));
            return 1 + list.size();
        }
        if (beyond.add(peer)) {
            notices.accept(new Notice.MembershipsUnread(peer, MOST));
        }
        evpn.wants(peer, Membership.EVERYTHING);
        return 1;
    }

    private List<RouteTargetMembership> read(AdjRibIn list) {
        var memberships = new ArrayList<RouteTargetMembership>(list.size());
        var routes = table.routes();
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

    /// Of very many whose time is over at once some are left for the next call, which is due then.
    void tick(long nowMillis) {
        int left = MOST;
        for (var entry : List.copyOf(waiting.entrySet())) {
            if (nowMillis >= entry.getValue() && left > 0) {
                left -= table.ribsIn().get(entry.getKey()).size();
                complete(entry.getKey());
            }
        }
    }
}
