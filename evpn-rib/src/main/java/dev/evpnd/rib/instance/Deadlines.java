package dev.evpnd.rib.instance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What is due when, the earliest first; of one time, in the order in which it was added.
///
/// Nothing is ever taken out before its time: whoever is due looks whether it still matters.
final class Deadlines<T> {
    private final TreeMap<Long, Set<T>> byTime = new TreeMap<>();

    void add(long time, T item) {
        if (time != DuplicateDetection.NEVER) {
            byTime.computeIfAbsent(time, absent -> new LinkedHashSet<>()).add(item);
        }
    }

    /// The earliest time, or [DuplicateDetection#NEVER].
    long next() {
        return byTime.isEmpty() ? DuplicateDetection.NEVER : byTime.firstKey();
    }

    /// Takes out what is due.
    List<T> due(long now) {
        var due = new ArrayList<T>();
        while (!byTime.isEmpty() && byTime.firstKey() <= now) {
            due.addAll(byTime.pollFirstEntry().getValue());
        }
        return due;
    }
}
