package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DropReason;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// How often routes were not taken, by reason.
final class DropCounts {
    private final long[] counts = new long[DropReason.CODES];

    void count(DropReason reason) {
        counts[reason.code()]++;
    }

    long of(DropReason reason) {
        return counts[reason.code()];
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    /// Those that are not zero.
    Map<DropReason, Long> toMap() {
        var map = new EnumMap<DropReason, Long>(DropReason.class);
        for (var reason : DropReason.values()) {
            if (of(reason) != 0) {
                map.put(reason, of(reason));
            }
        }
        return map;
    }
}
