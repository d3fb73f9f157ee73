package dev.evpnd.rib.instance;

import dev.evpnd.rib.store.Line;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/// The duplicates of a bridge domain, in the order in which they became that, and which of them are
/// to be cleared: all that were there when somebody wanted it, and none that came later.
final class Duplicates {
    private final Line<AddressEntry, Long> numbers = new Line<>(Comparator.naturalOrder());
    private long nextNumber;
    private long cleared;

    void add(AddressEntry entry) {
        numbers.put(entry, nextNumber++);
    }

    void remove(AddressEntry entry) {
        numbers.remove(entry);
    }

    /// Has all cleared that are there.
    void clear() {
        cleared = nextNumber;
    }

    /// The next that is to be cleared, or null.
    @Nullable AddressEntry nextToClear() {
        var first = numbers.first();
        return first != null && first.getValue() < cleared ? first.getKey() : null;
    }
}
