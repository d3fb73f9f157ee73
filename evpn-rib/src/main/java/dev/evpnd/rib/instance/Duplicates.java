package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// The duplicates of a bridge domain, in the order in which they became that, and which of them are
/// to be cleared: all that were there when somebody wanted it, and none that came later.
final class Duplicates {
    private final LinkedHashMap<AddressEntry, Long> numbers = new LinkedHashMap<>();
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
        Map.Entry<AddressEntry, Long> first = numbers.firstEntry();
        return first != null && first.getValue() < cleared ? first.getKey() : null;
    }
}
