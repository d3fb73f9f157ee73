package dev.evpnd.speaker.query;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;

import java.util.Arrays;

/// The order in which routes are listed, by the octets of their keys.
///
/// EVPN routes go by their distinguisher, their type, and what FRR goes by behind that: nearly
/// their octets. All others go by their octets.
enum RouteOrder {
    EVPN {
        @Override
        int compare(byte[] a, int aStart, int aLength, byte[] b, int bStart, int bLength) {
            int byDistinguisher =
                    Long.compareUnsigned(distinguisher(a, aStart), distinguisher(b, bStart));
            if (byDistinguisher != 0) {
                return byDistinguisher;
            }
            int byType = BigEndian.u8(a, aStart) - BigEndian.u8(b, bStart);
            if (byType != 0) {
                return byType;
            }
            int byTag = byTag(a, aStart, b, bStart);
            if (byTag != 0) {
                return byTag;
            }
            return isPrefix(a, aStart) && aLength != bLength
                    ? byPrefixLength(a, aStart, aLength, b, bStart, bLength)
                    : OCTETS.compare(a, aStart, aLength, b, bStart, bLength);
        }
    },
    OCTETS {
        @Override
        int compare(byte[] a, int aStart, int aLength, byte[] b, int bStart, int bLength) {
            return Arrays.compareUnsigned(a, aStart, aStart + aLength, b, bStart, bStart + bLength);
        }
    };

    // Where parts of a key begin.
    private static final int DISTINGUISHER = 1;
    private static final int TAG = 9;
    private static final int PREFIX_LENGTH = 13;

    /// Behind all that have one.
    private static final long NO_DISTINGUISHER = -1;

    /// Compares keys where they lie.
    abstract int compare(byte[] a, int aStart, int aLength, byte[] b, int bStart, int bLength);

    final int compare(byte[] a, byte[] b) {
        return compare(a, 0, a.length, b, 0, b.length);
    }

    private static long distinguisher(byte[] key, int start) {
        int type = BigEndian.u8(key, start);
        return EvpnRoute.isRecognized(type) && type != EvpnRoute.LEAF_AUTO_DISCOVERY
                ? BigEndian.u64(key, start + DISTINGUISHER)
                : NO_DISTINGUISHER;
    }

    /// FRR has the tag as its processor has it: with the low octet first.
    private static int byTag(byte[] a, int aStart, byte[] b, int bStart) {
        return switch (BigEndian.u8(a, aStart)) {
            case EvpnRoute.MAC_IP_ADVERTISEMENT,
                    EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    EvpnRoute.IP_PREFIX ->
                    Integer.compareUnsigned(
                            Integer.reverseBytes(BigEndian.u32(a, aStart + TAG)),
                            Integer.reverseBytes(BigEndian.u32(b, bStart + TAG)));
            default -> 0;
        };
    }

    private static boolean isPrefix(byte[] key, int start) {
        return BigEndian.u8(key, start) == EvpnRoute.IP_PREFIX;
    }

    /// An IPv4 prefix stands before an IPv6 one of the same length.
    private static int byPrefixLength(
            byte[] a, int aStart, int aLength, byte[] b, int bStart, int bLength) {
        int byLength =
                BigEndian.u8(a, aStart + PREFIX_LENGTH) - BigEndian.u8(b, bStart + PREFIX_LENGTH);
        return byLength != 0 ? byLength : aLength - bLength;
    }
}
