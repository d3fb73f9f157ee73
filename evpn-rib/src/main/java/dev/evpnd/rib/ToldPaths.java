package dev.evpnd.rib;

import dev.evpnd.rib.route.Unsettled;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The paths that others were told of at one place of [Unsettled], each of which is asked for once:
/// what is left then is gone.
final class ToldPaths {
    /// The rank of a path that was not told.
    static final int NONE = -1;

    private final Unsettled unsettled;
    private final int place;
    private final BitSet found = new BitSet();

    /// Made for the first path that is not where it was.
    private @Nullable Map<Integer, Integer> ranks;

    ToldPaths(Unsettled unsettled, int place) {
        this.unsettled = unsettled;
        this.place = place;
    }

    /// The rank that a path had, or [#NONE].
    ///
    /// @param rank that it has
    int find(int path, int rank) {
        boolean same = rank < unsettled.pathCount(place) && unsettled.path(place, rank) == path;
        int told = same ? rank : ranks().getOrDefault(path, NONE);
        if (told != NONE) {
            found.set(told);
        }
        return told;
    }

    private Map<Integer, Integer> ranks() {
        var known = ranks;
        if (known == null) {
            known = new HashMap<>();
            for (int rank = 0; rank < unsettled.pathCount(place); rank++) {
                known.put(unsettled.path(place, rank), rank);
            }
            ranks = known;
        }
        return known;
    }

    /// The next rank whose path was not found, or [#NONE].
    int nextGone(int from) {
        int rank = found.nextClearBit(from);
        return rank < unsettled.pathCount(place) ? rank : NONE;
    }
}
