package dev.evpnd.wire.octets;

import java.util.Objects;

/// A cursor over a part of a byte array.
///
/// A decoder asks [#remaining] once, before it reads: running past the end is a defect of the
/// decoder, never the fault of the bytes, and is an [IndexOutOfBoundsException].
public final class OctetReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /// @param end the offset behind the last octet that may be read
    public OctetReader(byte[] bytes, int offset, int end) {
        Objects.checkFromToIndex(offset, end, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.end = end;
    }

    public OctetReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /// The array that is read, for a view to be laid over a part of it; not to be written to.
    public byte[] array() {
        return bytes;
    }

    /// The offset of the next octet in [#array].
    public int position() {
        return position;
    }

    /// The offset behind the last octet.
    public int end() {
        return end;
    }

    public int remaining() {
        return end - position;
    }

    public boolean isExhausted() {
        return position == end;
    }

    public int u8() {
        return BigEndian.u8(bytes, advance(1));
    }

    public int u16() {
        return BigEndian.u16(bytes, advance(2));
    }

    public int u24() {
        return BigEndian.u24(bytes, advance(3));
    }

    /// The next 32 bits as they are; [Integer#toUnsignedLong] gives their unsigned value.
    public int u32() {
        return BigEndian.u32(bytes, advance(4));
    }

    public long u48() {
        return BigEndian.u48(bytes, advance(6));
    }

    public long u64() {
        return BigEndian.u64(bytes, advance(8));
    }

    public Octets octets(int length) {
        return Octets.copyOf(bytes, advance(length), length);
    }

    /// All that is left, as a copy.
    public Octets rest() {
        return octets(remaining());
    }

    /// A reader of the next octets alone; this one moves behind them.
    public OctetReader slice(int length) {
        int start = advance(length);
        return new OctetReader(bytes, start, start + length);
    }

    public void skip(int length) {
        advance(length);
    }

    private int advance(int length) {
        int start = position;
        Objects.checkFromIndexSize(start, length, end);
        position = start + length;
        return start;
    }
}
