package dev.evpnd.rib;

import dev.evpnd.rib.out.ToldCounting;
import dev.evpnd.rib.out.ToldCounts;
import dev.evpnd.rib.route.PathTable;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Counts how many routes of a family each peer holds of what it was told, in slices that do not
/// hold up the writer: what a peer holds is a function (decision 0004), and there is no table of it
/// whose size could be had.
///
/// What comes or goes between two slices counts or not.
public final class ToldRoutes {
    private final List<Table> tables;
    private final DestinationCursor cursor;
    private final ToldCounts counts = new ToldCounts();

    ToldRoutes(List<Table> tables) {
        this.tables = tables;
        cursor = new DestinationCursor(tables.stream().map(Table::routes).toList());
    }

    public boolean isDone() {
        return cursor.isDone();
    }

    /// Goes on.
    ///
    /// @param rows that are looked at, at most
    public void next(int rows) {
        int shard = -1;
        ToldCounting counting = null;
        for (int left = rows; left > 0 && !cursor.isDone(); left--) {
            if (cursor.shard() != shard) {
                end(counting);
                shard = cursor.shard();
                counting = tables.get(shard).outbound().countTold(counts);
            }
            var destinations = cursor.routes().destinations();
            int destination = cursor.next();
            if (counting != null && destinations.firstPath(destination) != PathTable.NONE) {
                counting.add(destination);
            }
        }
        end(counting);
    }

    private static void end(@Nullable ToldCounting counting) {
        if (counting != null) {
            counting.end();
        }
    }

    /// @param peer by its number
    public long of(int peer) {
        return counts.of(peer);
    }
}
