package dev.evpnd.speaker.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;

/// An interface as its Interface Description Block has it.
///
/// @param snapLength the most octets captured of a packet; 0 is no limit
/// @param resolution the if_tsresol option: the negative power of 10, or with the highest bit set
///   of 2, that a unit of its timestamps is in seconds
/// @param offsetSeconds the if_tsoffset option: what its timestamps are to be increased by
record CaptureInterface(int linkType, long snapLength, int resolution, long offsetSeconds) {
    private static final int FIXED_LENGTH = 8;
    private static final int OPTION_HEADER = 4;
    private static final int END_OF_OPTIONS = 0;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    private static final int MICROSECONDS = 6;
    private static final int NANOSECONDS = 9;
    private static final int POWER_OF_TWO = 0x80;
    private static final int EXPONENT = 0x7f;
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger LAST_SECOND = BigInteger.valueOf(Instant.MAX.getEpochSecond());
    private static final BigInteger FIRST_SECOND = BigInteger.valueOf(Instant.MIN.getEpochSecond());

    /// Reads a body of at least eight octets. An option that does not fit ends the options: what
    /// the interface is does not depend on it.
    static CaptureInterface decode(ByteBuffer body, int length) {
        int linkType = Short.toUnsignedInt(body.getShort(0));
        long snapLength = Integer.toUnsignedLong(body.getInt(4));
        int resolution = MICROSECONDS;
        long offsetSeconds = 0;
        int at = FIXED_LENGTH;
        while (length - at >= OPTION_HEADER) {
            int code = Short.toUnsignedInt(body.getShort(at));
            int optionLength = Short.toUnsignedInt(body.getShort(at + 2));
            int value = at + OPTION_HEADER;
            if (code == END_OF_OPTIONS || optionLength > length - value) {
                break;
            }
            if (code == IF_TSRESOL && optionLength == 1) {
                resolution = Byte.toUnsignedInt(body.get(value));
            } else if (code == IF_TSOFFSET && optionLength == Long.BYTES) {
                offsetSeconds = body.getLong(value);
            }
            at = value + (optionLength + 3) / 4 * 4;
        }
        return new CaptureInterface(linkType, snapLength, resolution, offsetSeconds);
    }

    /// The time that a timestamp of this interface is, or the nearest that an [Instant] can be.
    ///
    /// @param ticks 64 bits without sign
    Instant instantOf(long ticks) {
        if (offsetSeconds == 0 && resolution == MICROSECONDS) {
            long micros = Long.remainderUnsigned(ticks, 1_000_000);
            return Instant.ofEpochSecond(Long.divideUnsigned(ticks, 1_000_000), micros * 1_000);
        }
        if (offsetSeconds == 0 && resolution == NANOSECONDS) {
            long nanos = Long.remainderUnsigned(ticks, 1_000_000_000);
            return Instant.ofEpochSecond(Long.divideUnsigned(ticks, 1_000_000_000), nanos);
        }
        var base = BigInteger.valueOf((resolution & POWER_OF_TWO) == 0 ? 10 : 2);
        var perSecond = base.pow(resolution & EXPONENT);
        var parts = new BigInteger(Long.toUnsignedString(ticks)).divideAndRemainder(perSecond);
        var seconds = parts[0].add(BigInteger.valueOf(offsetSeconds));
        long nanos = parts[1].multiply(NANOS_PER_SECOND).divide(perSecond).longValueExact();
        if (seconds.compareTo(LAST_SECOND) > 0) {
            return Instant.MAX;
        }
        return seconds.compareTo(FIRST_SECOND) < 0
                ? Instant.MIN
                : Instant.ofEpochSecond(seconds.longValueExact(), nanos);
    }
}
