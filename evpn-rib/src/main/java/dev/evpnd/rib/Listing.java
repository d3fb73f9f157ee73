package dev.evpnd.rib;

import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// The keys of all routes of a family, in slices that do not hold up the writer.
///
/// What comes or goes between two slices may be listed or not; what is there from the first to the
/// last is listed once.
public final class Listing {
    private final DestinationCursor cursor;

    Listing(List<Routes> shards) {
        cursor = new DestinationCursor(shards);
    }

    public boolean isDone() {
        return cursor.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    /// @return keys for [Rib#explain] and [Rib#paths], perhaps none although there are more
    public List<Octets> next(int rows) {
        var keys = new ArrayList<Octets>();
        for (int left = rows; left > 0 && !cursor.isDone(); left--) {
            var destinations = cursor.routes().destinations();
            int destination = cursor.next();
            if (destinations.firstPath(destination) != PathTable.NONE) {
                keys.add(destinations.key(destination));
            }
        }
        return keys;
    }
}
