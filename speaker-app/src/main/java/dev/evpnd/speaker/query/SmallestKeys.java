package dev.evpnd.speaker.query;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The first keys of many, in an order: so many as are wanted at a time, found in one walk over all
/// without keeping them all.
final class SmallestKeys {
    private final RouteOrder order;
    private final int most;
    private final ArrayList<byte[]> kept = new ArrayList<>();

    /// The last of the first ones, when there are as many as are wanted.
    private byte @Nullable [] bound;

    SmallestKeys(RouteOrder order, int most) {
        this.order = order;
        this.most = most;
    }

    /// What is not before this is not wanted any more; null while all are.
    byte @Nullable [] bound() {
        return bound;
    }

    void add(List<Octets> keys) {
        for (var key : keys) {
            kept.add(key.toByteArray());
            if (kept.size() >= most + most / 4) {
                cut();
            }
        }
    }

    private void cut() {
        kept.sort(order::compare);
        kept.subList(most, kept.size()).clear();
        bound = kept.getLast();
    }

    /// All that are wanted, the first first.
    List<byte[]> sorted() {
        if (kept.size() > most) {
            cut();
        } else {
            kept.sort(order::compare);
        }
        return kept;
    }
}
