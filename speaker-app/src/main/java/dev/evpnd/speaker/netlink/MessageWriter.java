package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import java.nio.ByteBuffer;

/// Writes messages behind each other into a buffer, in its order, which has to be the host's.
final class MessageWriter {
    private static final int LENGTH_OF_HEADER = 4;
    private static final int FLAGS_AT = 6;

    private final ByteBuffer bytes;
    private int start;

    MessageWriter(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// Forgets what was written.
    void clear() {
        bytes.clear();
    }

    int length() {
        return bytes.position();
    }

    MessageWriter begin(int type, int flags, int sequence) {
        start = bytes.position();
        bytes.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
        return this;
    }

    /// Sets the length of the message that was begun last.
    void end() {
        bytes.putInt(start, bytes.position() - start);
    }

    /// Has the message that was begun last carry these flags, too.
    void addFlags(int bits) {
        int at = start + FLAGS_AT;
        bytes.putShort(at, (short) (bytes.getShort(at) | bits));
    }

    MessageWriter u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    MessageWriter u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    MessageWriter u32(int value) {
        bytes.putInt(value);
        return this;
    }

    void attributeU8(int type, int value) {
        attribute(type, 1);
        bytes.put((byte) value);
        pad();
    }

    void attributeU16(int type, int value) {
        attribute(type, 2);
        bytes.putShort((short) value);
        pad();
    }

    void attributeU32(int type, int value) {
        attribute(type, 4);
        bytes.putInt(value);
    }

    /// In the order of the network.
    void attributeBigEndianU64(int type, long value) {
        attribute(type, 8);
        bigEndian(value, 8);
    }

    void attributeBigEndianU16(int type, int value) {
        attribute(type, 2);
        bigEndian(value, 2);
        pad();
    }

    /// @return what [#endAttribute] is to be given
    int beginAttribute(int type) {
        int from = bytes.position();
        attribute(type, 0);
        return from;
    }

    /// Sets the length of what was begun there and has that in its first 16 bits.
    void endAttribute(int from) {
        bytes.putShort(from, (short) (bytes.position() - from));
    }

    void attribute(int type, MacAddress mac) {
        attribute(type, 6);
        for (int shift = 40; shift >= 0; shift -= 8) {
            bytes.put((byte) (mac.bits() >>> shift));
        }
        pad();
    }

    void attribute(int type, IpAddress address) {
        attribute(type, address.bitLength() / 8);
        put(address);
    }

    /// An address with its family in front (`struct rtvia`).
    void attribute(int type, int family, IpAddress address) {
        attribute(type, 2 + address.bitLength() / 8);
        bytes.putShort((short) family);
        put(address);
        pad();
    }

    private void put(IpAddress address) {
        switch (address) {
            case Ipv4Address(int bits) -> bigEndian(bits, 4);
            case Ipv6Address(long high, long low) -> {
                bigEndian(high, 8);
                bigEndian(low, 8);
            }
        }
    }

    private void bigEndian(long value, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            bytes.put((byte) (value >>> 8 * i));
        }
    }

    private void attribute(int type, int octets) {
        bytes.putShort((short) (LENGTH_OF_HEADER + octets)).putShort((short) type);
    }

    private void pad() {
        while ((bytes.position() - start & 3) != 0) {
            bytes.put((byte) 0);
        }
    }
}
