package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.NavigableMap;

/// Where a walk over a tree stands, of which anything may come and go in between.
final class Cursor<K, V> {
    private final NavigableMap<K, V> all;
    private boolean underWay;
    private boolean again;

    /// The key that was visited last, or null at the beginning.
    private @Nullable K last;

    Cursor(NavigableMap<K, V> all) {
        this.all = all;
    }

    /// Has all visited that is there now. A walk under way is not begun anew before its end:
    /// whoever keeps beginning would keep it from that.
    void begin() {
        again = underWay;
        underWay = true;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /// The next to be visited, or null at the end.
    Map.@Nullable Entry<K, V> next() {
        while (underWay) {
            var next = last == null ? all.firstEntry() : all.higherEntry(last);
            if (next != null) {
                last = next.getKey();
                return next;
            }
            last = null;
            underWay = again;
            again = false;
        }
        return null;
    }
}
