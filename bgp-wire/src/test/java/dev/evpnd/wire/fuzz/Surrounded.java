package dev.evpnd.wire.fuzz;

import java.util.Arrays;

/// Octets in the middle of a larger array, where those around them are like octets that could be
/// read: whoever reads too far does not run into the array's end, but gets another result than from
/// the octets alone.
final class Surrounded {
    /// More than a length of one octet can measure.
    private static final int MARGIN = 300;

    private final byte[] array;
    private final int end;

    private Surrounded(byte[] array, int end) {
        this.array = array;
        this.end = end;
    }

    static Surrounded by(byte[] octets, byte filling) {
        var array = new byte[MARGIN + octets.length + MARGIN];
        Arrays.fill(array, filling);
        System.arraycopy(octets, 0, array, MARGIN, octets.length);
        return new Surrounded(array, MARGIN + octets.length);
    }

    /// The octets with others before and behind.
    byte[] array() {
        return array;
    }

    int start() {
        return MARGIN;
    }

    int end() {
        return end;
    }

    /// Fails when any octet is no longer what it was.
    void assertUntouched(byte[] octets, byte filling) {
        if (!Arrays.equals(array, by(octets, filling).array)) {
            throw new AssertionError("the array that was read has changed");
        }
    }
}
