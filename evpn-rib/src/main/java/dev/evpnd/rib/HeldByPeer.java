package dev.evpnd.rib;

import dev.evpnd.rib.in.Sessions;
import dev.evpnd.rib.out.AdjRibOut;
import dev.evpnd.rib.out.ToldPath;
import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import java.util.List;
import java.util.Optional;

/// What one peer holds of the routes of a family that it was told, in slices that do not hold up
/// the writer: what a peer holds is a function (decision 0004), and it is asked for this one alone.
///
/// What comes or goes between two slices counts or not. A peer without a session holds nothing.
public final class HeldByPeer {
    private final Shards shards;
    private final Sessions sessions;
    private final IpAddress peer;
    private final DestinationCursor cursor;

    HeldByPeer(Shards shards, Sessions sessions, IpAddress peer) {
        this.shards = shards;
        this.sessions = sessions;
        this.peer = peer;
        cursor = new DestinationCursor(shards.routes());
    }

    /// Whether all are counted.
    public boolean isDone() {
        return cursor.isDone();
    }

    /// Goes on with counting.
    ///
    /// @param rows that are looked at, at most
    /// @return how many routes the peer holds of these, and paths to them
    public Listing.Count count(int rows) {
        int counted = 0;
        int paths = 0;
        int left = rows;
        while (left > 0 && !cursor.isDone()) {
            int shard = cursor.shard();
            var out = held(shards.tables().get(shard));
            while (left > 0 && !cursor.isDone() && cursor.shard() == shard) {
                left--;
                var destinations = cursor.routes().destinations();
                int destination = cursor.next();
                if (out.isPresent() && destinations.firstPath(destination) != PathTable.NONE) {
                    int held = out.get().count(destination);
                    counted += held > 0 ? 1 : 0;
                    paths += held;
                }
            }
        }
        return new Listing.Count(counted, paths);
    }

    /// What the peer holds of one route.
    ///
    /// @param key of the route
    /// @return its paths, the best first
    public List<ToldPath> read(Octets key) {
        var table = shards.table(key);
        byte[] octets = key.toByteArray();
        int destination = table.routes().destinations().find(octets, 0, octets.length);
        return destination == DestinationTable.NONE
                ? List.of()
                : held(table).map(held -> held.read(destination)).orElse(List.of());
    }

    private Optional<AdjRibOut> held(Table table) {
        sessions.take();
        var number = sessions.find(peer);
        return number.isEmpty() ? Optional.empty() : table.outbound().adjRibOut(number.getAsInt());
    }
}
