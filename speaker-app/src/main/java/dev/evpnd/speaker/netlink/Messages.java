package dev.evpnd.speaker.netlink;

import java.nio.ByteBuffer;

/// A cursor over the messages of a datagram (`struct nlmsghdr`). Octets that are no message set the
/// [Fault] and end the walk.
final class Messages {
    static final int HEADER = 16;

    private final ByteBuffer bytes;
    private final int end;
    private final Fault fault;
    private int following;
    private int start;
    private int length;

    /// @param bytes in the order of the host that wrote them
    Messages(ByteBuffer bytes, int start, int end, Fault fault) {
        this.bytes = bytes;
        this.following = start;
        this.end = end;
        this.fault = fault;
    }

    boolean next() {
        int left = end - following;
        if (left <= 0 || fault.isSet()) {
            return false;
        }
        int whole = left < HEADER ? 0 : bytes.getInt(following);
        if (whole < HEADER || whole > left) {
            fault.set("a message of %d octets where %d are left".formatted(whole, left));
            return false;
        }
        start = following;
        length = whole;
        // What is left is at most a buffer, so padding it does not overflow.
        following += whole + 3 & ~3;
        return true;
    }

    int type() {
        return bytes.getShort(start + 4) & 0xffff;
    }

    boolean hasFlags(int bits) {
        return (bytes.getShort(start + 6) & bits) == bits;
    }

    /// Whether the kernel tells it of its own accord: what it was asked for is part of a dump, and
    /// marked so.
    boolean isNotification() {
        return bytes.getShort(start + 6) == 0;
    }

    int sequence() {
        return bytes.getInt(start + 8);
    }

    int payloadLength() {
        return length - HEADER;
    }

    int u8(int offset) {
        return bytes.get(start + HEADER + offset) & 0xff;
    }

    int u16(int offset) {
        return bytes.getShort(start + HEADER + offset) & 0xffff;
    }

    int u32(int offset) {
        return bytes.getInt(start + HEADER + offset);
    }

    /// What follows behind so many octets of the payload, which may be all of it.
    Attributes attributes(int offset, Fault faultOfMessage) {
        int from = start + HEADER + Math.min(offset, payloadLength());
        return new Attributes(bytes, from, start + length, faultOfMessage);
    }
}
