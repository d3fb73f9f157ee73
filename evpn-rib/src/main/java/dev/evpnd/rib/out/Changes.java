package dev.evpnd.rib.out;

import dev.evpnd.rib.store.IntList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one settling changed, sorted into what can stand in one message: announcements by attribute
/// set and source, withdrawals by whom they are for.
///
/// The order is that in which the first of each kind came, so that the same events give the same
/// messages.
public final class Changes {
    /// That of no change: the peers were told of nothing and are to be told of nothing.
    private static final Kind NOTHING = new Kind(-1, Source.NONE, Source.NONE);

    private final Map<Kind, IntList> byKind = new HashMap<>();
    private final List<Kind> order = new ArrayList<>();

    /// The kind that was added to last, which most of the time is the next one too.
    private Kind latest = NOTHING;

    private IntList latestList = new IntList();

    /// What of many routes can be said to many peers at once.
    ///
    /// @param attributes the set of routes that are announced, or -1 where they are withdrawn
    /// @param told whose path the peers were told of before
    /// @param best whose path they are to be told of now
    record Kind(int attributes, int told, int best) {}

    /// Notes that a destination has a new best path, or a new content of it, or none any more.
    ///
    /// @param told the source whose path the peers were told of, or [Source#NONE]
    /// @param best the source of the path they are to be told of, or [Source#NONE]
    /// @param attributes its attribute set, or -1
    public void add(int destination, int told, int best, int attributes) {
        if (latest.attributes != attributes || latest.told != told || latest.best != best) {
            latest = new Kind(attributes, told, best);
            var list = byKind.get(latest);
            if (list == null) {
                list = new IntList();
                byKind.put(latest, list);
                order.add(latest);
            }
            latestList = list;
        }
        latestList.add(destination);
    }

    List<Kind> kinds() {
        return order;
    }

    IntList destinations(Kind kind) {
        var list = byKind.get(kind);
        if (list == null) {
            throw new IllegalArgumentException("no changes of " + kind);
        }
        return list;
    }

    public void clear() {
        byKind.clear();
        order.clear();
        latest = NOTHING;
        latestList = new IntList();
    }
}
