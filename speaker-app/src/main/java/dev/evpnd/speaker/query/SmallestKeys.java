package dev.evpnd.speaker.query;

import dev.evpnd.wire.octets.BigEndian;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The first keys of many, in an order: so many as are wanted at a time, found in one walk over all
/// without keeping them all. Each is known by its place in the order.
///
/// What it keeps it keeps for the next walk, and in few arrays: what lives as long as a walk is not
/// collected with what is young, and lies about until all is.
final class SmallestKeys {
    private static final int LEAST = 64;
    private static final int USUAL_LENGTH = 48;

    /// Words of eight octets.
    private static final int HEAD = 3;

    private int most;
    private int size;

    /// Octets of places, each where there was room for it.
    private byte[] octets = new byte[LEAST * USUAL_LENGTH];

    private int end;
    private int[] starts = new int[LEAST];
    private int[] lengths = new int[LEAST];
    private int[] rooms = new int[LEAST];
    private long[] rows = new long[LEAST];

    /// The first octets of each place, by which two are mostly told apart: of an EVPN route its
    /// distinguisher, and most of its tag and of its MAC address.
    private long[] heads = new long[LEAST * HEAD];

    /// The numbers of keys. When there are as many as are wanted, a heap: each is behind the two
    /// below it, the last of all on top. In their order in the end.
    private int[] order = new int[LEAST];

    /// Where they are merged to.
    private int[] merged = new int[LEAST];

    /// Forgets all, for another walk.
    ///
    /// @param wanted how many are
    void begin(int wanted) {
        most = wanted;
        size = 0;
        end = 0;
    }

    /// What is not before this is not wanted any more; null while all are.
    byte @Nullable [] bound() {
        return size < most ? null : place(0);
    }

    void add(FoundKeys found) {
        for (int i = 0; i < found.size(); i++) {
            if (size < most) {
                append(found, i);
            } else if (isBefore(found, i, order[0])) {
                replace(found, i);
            }
        }
    }

    private void append(FoundKeys found, int index) {
        if (size == order.length) {
            int more = Math.min(most, 2 * size);
            starts = Arrays.copyOf(starts, more);
            lengths = Arrays.copyOf(lengths, more);
            rooms = Arrays.copyOf(rooms, more);
            rows = Arrays.copyOf(rows, more);
            heads = Arrays.copyOf(heads, HEAD * more);
            order = Arrays.copyOf(order, more);
        }
        order[size] = size;
        rooms[size] = 0;
        set(size++, found, index);
        if (size == most) {
            for (int at = size / 2 - 1; at >= 0; at--) {
                down(at);
            }
        }
    }

    private void replace(FoundKeys found, int index) {
        set(order[0], found, index);
        down(0);
    }

    private void set(int key, FoundKeys found, int index) {
        int length = found.length(index);
        if (rooms[key] < length) {
            if (octets.length - end < length) {
                octets = Arrays.copyOf(octets, Math.max(2 * octets.length, end + length));
            }
            starts[key] = end;
            rooms[key] = length;
            end += length;
        }
        System.arraycopy(found.octets(), found.start(index), octets, starts[key], length);
        lengths[key] = length;
        rows[key] = found.row(index);
        for (int word = 0; word < HEAD; word++) {
            heads[HEAD * key + word] = word(starts[key] + Long.BYTES * word, starts[key] + length);
        }
    }

    /// Eight octets, with zeros for those that are not there.
    private long word(int from, int until) {
        if (until - from >= Long.BYTES) {
            return BigEndian.u64(octets, from);
        }
        long word = 0;
        for (int at = from; at < from + Long.BYTES; at++) {
            word = word << Byte.SIZE | (at < until ? BigEndian.u8(octets, at) : 0);
        }
        return word;
    }

    private boolean isBefore(FoundKeys found, int index, int key) {
        int start = found.start(index);
        return Arrays.compareUnsigned(
                        found.octets(),
                        start,
                        start + found.length(index),
                        octets,
                        starts[key],
                        starts[key] + lengths[key])
                < 0;
    }

    private void down(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int below = 2 * at + 1;
            if (below + 1 < size && isBehind(order[below + 1], order[below])) {
                below++;
            }
            if (!isBehind(order[below], order[at])) {
                return;
            }
            int kept = order[at];
            order[at] = order[below];
            order[below] = kept;
            at = below;
        }
    }

    private boolean isBehind(int one, int other) {
        for (int word = 0; word < HEAD; word++) {
            long ofOne = heads[HEAD * one + word];
            long ofOther = heads[HEAD * other + word];
            if (ofOne != ofOther) {
                return Long.compareUnsigned(ofOne, ofOther) > 0;
            }
        }
        return Arrays.compareUnsigned(
                        octets,
                        starts[one],
                        starts[one] + lengths[one],
                        octets,
                        starts[other],
                        starts[other] + lengths[other])
                > 0;
    }

    /// Puts them in their order, until the next walk begins.
    void sort() {
        if (merged.length < order.length) {
            merged = new int[order.length];
        }
        for (int width = 1; width < size; width *= 2) {
            for (int from = 0; from < size; from += 2 * width) {
                int middle = Math.min(from + width, size);
                merge(from, middle, Math.min(middle + width, size), merged);
            }
            var to = merged;
            merged = order;
            order = to;
        }
    }

    private void merge(int from, int middle, int until, int[] to) {
        if (middle == until || !isBehind(order[middle - 1], order[middle])) {
            // They are in order already.
            System.arraycopy(order, from, to, from, until - from);
            return;
        }
        int one = from;
        int other = middle;
        for (int at = from; at < until; at++) {
            boolean isOther = one == middle || other < until && isBehind(order[one], order[other]);
            to[at] = isOther ? order[other++] : order[one++];
        }
    }

    int size() {
        return size;
    }

    /// The place of one.
    byte[] place(int index) {
        int start = starts[order[index]];
        return Arrays.copyOfRange(octets, start, start + lengths[order[index]]);
    }

    /// Whether it is that of one.
    boolean isPlace(int index, byte[] place, int length) {
        int start = starts[order[index]];
        return Arrays.equals(octets, start, start + lengths[order[index]], place, 0, length);
    }

    /// By what the listing knows one.
    long row(int index) {
        return rows[order[index]];
    }
}
