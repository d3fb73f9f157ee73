package dev.evpnd.rib.store;

import dev.evpnd.wire.octets.BigEndian;

/// A keyed hash of octet strings: sixteen octets at a time, well mixed in all 32 bits.
///
/// Whoever can announce routes chooses their keys, and may know this code. What he does not know is
/// the seed: both factors of each multiplication depend on it, and all 128 bits of the product
/// count, so that no difference between two strings has the same effect under many seeds. (The
/// construction is that of wyhash, with secrets in place of its constants.)
public final class OctetHash {
    private static final int BLOCK = 2 * Long.BYTES;
    private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;

    private final long secret;
    private final long initial;

    /// @param seed unknown to whoever chooses the strings
    public OctetHash(long seed) {
        secret = scatter(seed + GOLDEN_RATIO);
        initial = scatter(seed + GOLDEN_RATIO + GOLDEN_RATIO);
    }

    /// The step of SplitMix64, by which similar seeds give secrets that are not.
    private static long scatter(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }

    public int of(byte[] octets, int offset, int length) {
        long state = initial ^ length;
        int at = offset;
        int end = offset + length;
        for (; end - at >= BLOCK; at += BLOCK) {
            state =
                    absorb(
                            state,
                            BigEndian.u64(octets, at),
                            BigEndian.u64(octets, at + Long.BYTES));
        }
        if (at < end) {
            state = absorbRest(state, octets, offset, at, end);
        }
        return (int) multiply(state ^ initial, secret);
    }

    /// Less than a block. The last octets are read once more where there are enough: cheaper than
    /// one at a time.
    private long absorbRest(long state, byte[] octets, int offset, int at, int end) {
        int length = end - offset;
        if (length >= BLOCK) {
            return absorb(
                    state,
                    BigEndian.u64(octets, end - BLOCK),
                    BigEndian.u64(octets, end - Long.BYTES));
        }
        if (length >= Long.BYTES) {
            return absorb(
                    state, BigEndian.u64(octets, at), BigEndian.u64(octets, end - Long.BYTES));
        }
        long few = 0;
        for (int i = at; i < end; i++) {
            few = few << Byte.SIZE | octets[i] & 0xff;
        }
        return absorb(state, 0, few);
    }

    private long absorb(long state, long high, long low) {
        return multiply(high ^ secret, low ^ state);
    }

    /// Both halves of the product. It has to be the unsigned one: in the signed one, a factor and
    /// its negative give the same but for the sign, whatever the secret.
    private static long multiply(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ a * b;
    }
}
