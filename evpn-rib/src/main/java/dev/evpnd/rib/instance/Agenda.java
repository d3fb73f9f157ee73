package dev.evpnd.rib.instance;

import java.util.LinkedHashSet;

/// The instances that have something to go on with, which takes longer than an event may: what they
/// hold is to be considered by other settings, or to be let go of.
final class Agenda {
    private final LinkedHashSet<Instance> busy = new LinkedHashSet<>();

    void add(Instance instance) {
        busy.add(instance);
    }

    /// @return whether there is more
    boolean goOn(Imports imports, Slice slice, long now) {
        while (!busy.isEmpty() && !slice.isOver()) {
            var first = busy.removeFirst();
            if (first.goOn(imports, slice, now)) {
                busy.addLast(first);
            }
        }
        return !busy.isEmpty();
    }
}
