package dev.evpnd.rib.instance;

import java.util.Comparator;
import java.util.TreeSet;

/// When addresses may be no duplicates any more, the earliest first.
///
/// Nothing is ever taken out before its time: whoever is due looks whether it still matters, and
/// whether the address is still known.
final class Deadlines {
    private final TreeSet<Deadline> all = new TreeSet<>();

    /// @param entry that the address has, or had when it became a duplicate
    record Deadline(long time, Vni vni, AddressEntry entry) implements Comparable<Deadline> {
        private static final Comparator<Deadline> ORDER =
                Comparator.comparingLong(Deadline::time)
                        .thenComparing(Deadline::vni)
                        .thenComparing(Deadline::entry);

        @Override
        public int compareTo(Deadline other) {
            return ORDER.compare(this, other);
        }
    }

    void add(long time, Vni vni, AddressEntry entry) {
        if (time != DuplicateDetection.NEVER) {
            all.add(new Deadline(time, vni, entry));
        }
    }

    /// The earliest time, or [DuplicateDetection#NEVER].
    long next() {
        return all.isEmpty() ? DuplicateDetection.NEVER : all.first().time();
    }

    /// Takes out what is due first, of which there is some.
    Deadline takeFirst() {
        return all.removeFirst();
    }
}
