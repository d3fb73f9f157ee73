package dev.evpnd.speaker.query;

import java.util.Arrays;

/// Places of routes that were found in a slice of a walk, end to end, and by what the listing knows
/// the routes. Its room is used again for the next slice.
final class FoundKeys {
    private static final int LEAST = 64;
    private static final int USUAL_LENGTH = 48;

    private final Placing placing;
    private byte[] octets = new byte[LEAST * USUAL_LENGTH];
    private int[] ends = new int[LEAST];
    private long[] rows = new long[LEAST];
    private int size;

    FoundKeys(Placing placing) {
        this.placing = placing;
    }

    /// An order of keys: that of the octets of their places.
    interface Placing {
        /// How long the place of a key may be.
        int room(int length);

        /// Writes the place of a key.
        ///
        /// @return its length
        int put(byte[] key, int start, int length, byte[] to, int at);
    }

    void clear() {
        size = 0;
    }

    /// Adds a route.
    ///
    /// @param row by which the listing knows it
    void add(byte[] key, int start, int length, long row) {
        int at = start(size);
        int room = placing.room(length);
        if (octets.length - at < room) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, at + room));
        }
        if (size == rows.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        ends[size] = at + placing.put(key, start, length, octets, at);
        rows[size++] = row;
    }

    /// The one that was added last is not wanted.
    void removeLast() {
        size--;
    }

    /// Whether the one that was added last is behind a place.
    boolean isLastBehind(byte[] place) {
        int last = size - 1;
        return Arrays.compareUnsigned(octets, start(last), ends[last], place, 0, place.length) > 0;
    }

    /// Whether it is before one.
    boolean isLastBefore(byte[] place) {
        int last = size - 1;
        return Arrays.compareUnsigned(octets, start(last), ends[last], place, 0, place.length) < 0;
    }

    int size() {
        return size;
    }

    byte[] octets() {
        return octets;
    }

    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int length(int index) {
        return ends[index] - start(index);
    }

    long row(int index) {
        return rows[index];
    }
}
