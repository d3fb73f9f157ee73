package dev.evpnd.rib.policy;

import java.util.List;
import java.util.function.ToLongFunction;

/// The order that the entries of all lists have.
final class Sequences {
    private static final long MAX = 0xffff_ffffL;

    private Sequences() {}

    /// Holds a constructor to entries of ascending numbers, at least one.
    static <E> List<E> require(String list, List<E> entries, ToLongFunction<E> sequence) {
        if (entries.isEmpty()) {
            // FRR lets an empty prefix list permit all and other empty lists nothing.
            throw new IllegalArgumentException("the list " + list + " has no entries");
        }
        long last = 0;
        for (var entry : entries) {
            long number = sequence.applyAsLong(entry);
            if (number <= last || number > MAX) {
                throw new IllegalArgumentException(
                        "entry " + number + " of " + list + " stands behind " + last);
            }
            last = number;
        }
        return List.copyOf(entries);
    }
}
