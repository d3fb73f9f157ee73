package dev.evpnd.rib.store;

/// Numbers found by a hash: open addressing with linear probing, cut into segments by the first
/// bits of the hash so that each grows alone. What one addition may have to move is bounded,
/// however many numbers there are.
///
/// The index knows hashes and numbers only; whoever owns it compares what the numbers stand for:
///
/// ```java
/// for (int n = index.first(hash); n != HashIndex.NONE; n = index.next()) {
///     if (isTheOne(n)) return n;
/// }
/// ```
public final class HashIndex {
    /// The answer of [#first] and [#next] where there is no further number.
    public static final int NONE = -1;

    private static final int SEGMENT_BITS = 8;
    private static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int FEWEST_SLOTS = 8;
    private static final int EMPTY = 0;

    /// Pairs: a hash, and a number and one more, so that zero is a free slot.
    private final int[][] segments = new int[SEGMENTS][];

    private final int[] used = new int[SEGMENTS];

    // The walk that first() begins.
    private int[] walked;
    private int walkedHash;
    private int walkedAt;

    public HashIndex() {
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new int[2 * FEWEST_SLOTS];
        }
        walked = segments[0];
    }

    /// The first number that was added under the hash.
    public int first(int hash) {
        walked = segments[number(hash)];
        walkedHash = hash;
        walkedAt = home(walked, hash);
        return next();
    }

    /// The next number under the hash that [#first] was asked for; nothing may have been added or
    /// removed since.
    public int next() {
        int mask = walked.length - 1;
        int at = walkedAt;
        while (walked[at + 1] != EMPTY) {
            int entry = at;
            at = at + 2 & mask;
            if (walked[entry] == walkedHash) {
                walkedAt = at;
                return walked[entry + 1] - 1;
            }
        }
        walkedAt = at;
        return NONE;
    }

    /// What it takes.
    public long octets() {
        long slots = 0;
        for (int[] segment : segments) {
            slots += segment.length;
        }
        return slots * Integer.BYTES;
    }

    /// Adds a number under a hash; it must not be there yet.
    public void add(int hash, int number) {
        int index = number(hash);
        int[] segment = segments[index];
        if (++used[index] > segment.length / 8 * 3) {
            segment = larger(segment);
            segments[index] = segment;
        }
        put(segment, hash, number + 1);
    }

    private static int[] larger(int[] segment) {
        int[] larger = new int[2 * segment.length];
        for (int at = 0; at < segment.length; at += 2) {
            if (segment[at + 1] != EMPTY) {
                put(larger, segment[at], segment[at + 1]);
            }
        }
        return larger;
    }

    private static void put(int[] segment, int hash, int entry) {
        int mask = segment.length - 1;
        int at = home(segment, hash);
        while (segment[at + 1] != EMPTY) {
            at = at + 2 & mask;
        }
        segment[at] = hash;
        segment[at + 1] = entry;
    }

    /// Removes a number that was added under the hash.
    public void remove(int hash, int number) {
        int index = number(hash);
        int[] segment = segments[index];
        int mask = segment.length - 1;
        int at = home(segment, hash);
        while (segment[at + 1] != number + 1) {
            if (segment[at + 1] == EMPTY) {
                throw new IllegalStateException("no number " + number + " under its hash");
            }
            at = at + 2 & mask;
        }
        used[index]--;
        closeGap(segment, mask, at);
    }

    /// Moves entries back over a freed slot where their probes began at or before it, so that no
    /// probe ends early and no marker of a removal is needed.
    private static void closeGap(int[] segment, int mask, int freed) {
        int gap = freed;
        int at = gap + 2 & mask;
        while (segment[at + 1] != EMPTY) {
            int probed = at - home(segment, segment[at]) & mask;
            if (probed >= (at - gap & mask)) {
                segment[gap] = segment[at];
                segment[gap + 1] = segment[at + 1];
                gap = at;
            }
            at = at + 2 & mask;
        }
        segment[gap + 1] = EMPTY;
    }

    /// The segment is taken from the high bits of the hash and the slot from the low ones.
    private static int number(int hash) {
        return hash >>> Integer.SIZE - SEGMENT_BITS;
    }

    private static int home(int[] segment, int hash) {
        return hash << 1 & segment.length - 1;
    }
}
