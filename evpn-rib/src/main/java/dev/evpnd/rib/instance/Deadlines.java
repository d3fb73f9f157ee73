package dev.evpnd.rib.instance;

import java.util.LinkedHashSet;
import java.util.TreeMap;

/// What is due when, the earliest first; of one time, in the order in which it was added.
///
/// Nothing is ever taken out before its time: whoever is due looks whether it still matters.
final class Deadlines<T> {
    private final TreeMap<Long, LinkedHashSet<T>> byTime = new TreeMap<>();

    void add(long time, T item) {
        if (time != DuplicateDetection.NEVER) {
            byTime.computeIfAbsent(time, absent -> new LinkedHashSet<>()).add(item);
        }
    }

    /// The earliest time, or [DuplicateDetection#NEVER].
    long next() {
        return byTime.isEmpty() ? DuplicateDetection.NEVER : byTime.firstKey();
    }

    /// Takes out what is due first, of which there is some.
    T takeFirst() {
        var first = byTime.firstEntry();
        T item = first.getValue().removeFirst();
        if (first.getValue().isEmpty()) {
            byTime.remove(first.getKey());
        }
        return item;
    }
}
