package dev.evpnd.speaker.query;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The first keys of many, in an order: so many as are wanted at a time, found in one walk over all
/// without keeping them all. Each is known by its place in the order.
final class SmallestKeys {
    private final RouteOrder order;
    private final int most;
    private final ArrayList<byte[]> places = new ArrayList<>();

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
            places.add(order.place(key.toByteArray(), 0, key.length()));
            if (places.size() >= 2 * most) {
                cut();
            }
        }
    }

    private void cut() {
        places.sort(Arrays::compareUnsigned);
        places.subList(most, places.size()).clear();
        bound = places.getLast();
    }

    /// All that are wanted, the first first.
    List<byte[]> sorted() {
        if (places.size() > most) {
            cut();
        } else {
            places.sort(Arrays::compareUnsigned);
        }
        return places;
    }
}
