package dev.evpnd.rib.store;

import dev.evpnd.wire.octets.BigEndian;

/// A hash of octet strings: eight octets at a time, well mixed in all 32 bits.
///
/// Whoever can announce routes chooses their keys. The seed, which he does not know, keeps him from
/// choosing keys that collide.
public final class OctetHash {
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private OctetHash() {}

    public static int of(long seed, byte[] octets, int offset, int length) {
        long hash = seed ^ length * MULTIPLIER;
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ BigEndian.u64(octets, at));
        }
        if (at < end && length >= Long.BYTES) {
            // The last eight octets again, in part: cheaper than one octet at a time.
            return fold(mix(hash ^ BigEndian.u64(octets, end - Long.BYTES)));
        }
        for (; at < end; at++) {
            hash = mix(hash ^ octets[at] & 0xff);
        }
        return fold(hash);
    }

    private static long mix(long bits) {
        long product = bits * MULTIPLIER;
        return product ^ product >>> 32;
    }

    private static int fold(long hash) {
        long last = hash * MULTIPLIER;
        return (int) (last >>> 32);
    }
}
