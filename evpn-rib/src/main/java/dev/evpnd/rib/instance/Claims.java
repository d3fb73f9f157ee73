package dev.evpnd.rib.instance;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The claims of other VTEPs on one address, the best first. Nearly every address of a fabric has
/// one, and for that no tree is kept.
final class Claims implements Iterable<HostCandidate> {
    private @Nullable HostCandidate only;

    /// All of them where there were more than one.
    private @Nullable TreeSet<HostCandidate> several;

    void add(HostCandidate claim) {
        if (several != null) {
            several.add(claim);
        } else if (only == null) {
            only = claim;
        } else {
            several = new TreeSet<>(List.of(only));
            several.add(claim);
            only = null;
        }
    }

    void remove(HostCandidate claim) {
        if (several != null) {
            several.remove(claim);
        } else if (only != null && only.compareTo(claim) == 0) {
            only = null;
        }
    }

    /// Takes the best, or null where there is none.
    @Nullable HostCandidate pollFirst() {
        var first = first();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /// The best, or null where there is none.
    @Nullable HostCandidate first() {
        if (several != null) {
            return several.isEmpty() ? null : several.first();
        }
        return only;
    }

    /// The next best, the best behind null; null where there is none.
    @Nullable HostCandidate after(@Nullable HostCandidate claim) {
        if (claim == null) {
            return first();
        }
        if (several != null) {
            return several.higher(claim);
        }
        return only != null && only.compareTo(claim) > 0 ? only : null;
    }

    int size() {
        return several != null ? several.size() : only == null ? 0 : 1;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    Stream<HostCandidate> stream() {
        return several != null ? several.stream() : Stream.ofNullable(only);
    }

    @Override
    public Iterator<HostCandidate> iterator() {
        return several != null ? several.iterator() : stream().iterator();
    }
}
