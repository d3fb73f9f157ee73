package dev.evpnd.wire.octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned integers in network byte order, read from and written to a byte array in place.
///
/// Bounds are those of the array: a caller that must stay inside a part of it checks first.
public final class BigEndian {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xff;
    }

    public static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xffff;
    }

    public static int u24(byte[] bytes, int offset) {
        return u16(bytes, offset) << 8 | u8(bytes, offset + 2);
    }

    /// The 32 bits as they are; [Integer#toUnsignedLong] gives their unsigned value.
    public static int u32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    public static long u48(byte[] bytes, int offset) {
        return (long) u16(bytes, offset) << 32 | u32(bytes, offset + 2) & 0xffff_ffffL;
    }

    public static long u64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    public static void putU16(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    public static void putU24(byte[] bytes, int offset, int value) {
        putU16(bytes, offset, value >>> 8);
        bytes[offset + 2] = (byte) value;
    }

    public static void putU32(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    public static void putU48(byte[] bytes, int offset, long value) {
        putU16(bytes, offset, (int) (value >>> 32));
        putU32(bytes, offset + 2, (int) value);
    }

    public static void putU64(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }
}
