package dev.evpnd.wire.octets;

import java.util.Arrays;
import java.util.Objects;

/// An octet string under construction, growing as it is written.
///
/// Lengths that are known only after what they measure has been written are reserved first
/// ([#reserve]) and set afterwards ([#setU8], [#setU16]).
public final class OctetWriter {
    private static final int INITIAL_CAPACITY = 256;

    private byte[] bytes;
    private int length;

    public OctetWriter() {
        this(INITIAL_CAPACITY);
    }

    public OctetWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /// How many octets have been written.
    public int length() {
        return length;
    }

    public OctetWriter u8(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
        return this;
    }

    public OctetWriter u16(int value) {
        int at = reserve(2);
        BigEndian.putU16(bytes, at, value);
        return this;
    }

    public OctetWriter u24(int value) {
        int at = reserve(3);
        BigEndian.putU24(bytes, at, value);
        return this;
    }

    public OctetWriter u32(int value) {
        int at = reserve(4);
        BigEndian.putU32(bytes, at, value);
        return this;
    }

    public OctetWriter u48(long value) {
        int at = reserve(6);
        BigEndian.putU48(bytes, at, value);
        return this;
    }

    public OctetWriter u64(long value) {
        int at = reserve(8);
        BigEndian.putU64(bytes, at, value);
        return this;
    }

    public OctetWriter octets(Octets octets) {
        int at = reserve(octets.length());
        octets.copyInto(bytes, at);
        return this;
    }

    public OctetWriter bytes(byte[] source, int offset, int count) {
        int at = reserve(count);
        System.arraycopy(source, offset, bytes, at, count);
        return this;
    }

    /// Leaves room for `count` octets and returns the offset of the first. They hold whatever a
    /// cleared writer held before, so every one of them has to be set.
    public int reserve(int count) {
        int at = length;
        int needed = Math.addExact(at, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        length = needed;
        return at;
    }

    /// @throws IllegalStateException when the value does not fit: a length that is set after what
    ///   it measures, of which there is too much
    public void setU8(int offset, int value) {
        Objects.checkFromIndexSize(offset, 1, length);
        requireFits(value, 8);
        bytes[offset] = (byte) value;
    }

    /// @throws IllegalStateException when the value does not fit
    public void setU16(int offset, int value) {
        Objects.checkFromIndexSize(offset, 2, length);
        requireFits(value, 16);
        BigEndian.putU16(bytes, offset, value);
    }

    private static void requireFits(int value, int bits) {
        if (value >>> bits != 0) {
            throw new IllegalStateException(value + " does not fit in " + bits + " bits");
        }
    }

    /// Forgets what was written and keeps the memory.
    public void clear() {
        length = 0;
    }

    /// Takes back everything written from `newLength` on.
    public void truncate(int newLength) {
        Objects.checkIndex(newLength, length + 1);
        length = newLength;
    }

    /// The memory written to, of which the first [#length] octets count, until the next write.
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public Octets toOctets() {
        return Octets.copyOf(bytes, 0, length);
    }
}
