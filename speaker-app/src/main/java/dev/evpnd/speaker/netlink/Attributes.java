package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A cursor over netlink attributes (`struct nlattr`): a length, a type, a value, padded to a
/// multiple of four octets.
///
/// Whatever is wrong with the octets sets the [Fault], gives zeros, and ends the walk. Numbers are
/// in the order of the buffer, which is the host's, but for those named as big-endian.
final class Attributes {
    private static final int HEADER = 4;

    /// The two highest bits say that a value is nested, and in network order.
    private static final int TYPE_BITS = 0x3fff;

    private static final int LONGEST_TEXT = 255;
    private static final int MAC = 6;
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int FAMILY = 2;

    private final ByteBuffer bytes;
    private final int end;
    private final Fault fault;
    private int following;
    private int type;
    private int at;
    private int length;

    /// @param end behind the last octet; within the buffer, as `start` is
    Attributes(ByteBuffer bytes, int start, int end, Fault fault) {
        this.bytes = bytes;
        this.following = start;
        this.end = end;
        this.fault = fault;
    }

    /// Goes to the next attribute, if there is one.
    boolean next() {
        int left = end - following;
        if (left <= 0 || fault.isSet()) {
            return false;
        }
        int whole = left < HEADER ? 0 : bytes.getShort(following) & 0xffff;
        if (whole < HEADER || whole > left) {
            fault.set("an attribute of %d octets where %d are left".formatted(whole, left));
            return false;
        }
        type = bytes.getShort(following + 2) & TYPE_BITS;
        at = following + HEADER;
        length = whole - HEADER;
        following += whole + 3 & ~3;
        return true;
    }

    int type() {
        return type;
    }

    int length() {
        return length;
    }

    int u8() {
        return has(1) ? bytes.get(at) & 0xff : 0;
    }

    boolean flag() {
        return u8() != 0;
    }

    int u16() {
        return has(2) ? bytes.getShort(at) & 0xffff : 0;
    }

    int u32() {
        return has(4) ? bytes.getInt(at) : 0;
    }

    int bigEndianU16() {
        return has(2) ? (bytes.get(at) & 0xff) << 8 | bytes.get(at + 1) & 0xff : 0;
    }

    /// A structure of two numbers of 16 bits: the first in the lower half.
    int twoU16() {
        return has(4) ? bytes.getShort(at) & 0xffff | (bytes.getShort(at + 2) & 0xffff) << 16 : 0;
    }

    /// A link-layer address; null if it is not one of Ethernet.
    @Nullable MacAddress macOrOther() {
        if (length != MAC) {
            return null;
        }
        long bits = 0;
        for (int i = 0; i < MAC; i++) {
            bits = bits << 8 | bytes.get(at + i) & 0xff;
        }
        return new MacAddress(bits);
    }

    /// A MAC address; a fault if it is none.
    MacAddress mac() {
        var mac = macOrOther();
        if (mac == null) {
            wrongLength("6");
            return new MacAddress(0);
        }
        return mac;
    }

    /// An address of either family, told by its length.
    IpAddress address() {
        if (length != IPV4 && length != IPV6) {
            wrongLength("4 or 16");
            return new Ipv4Address(0);
        }
        return address(at, length);
    }

    /// An address of so many bits.
    IpAddress address(int bits) {
        if (length != bits / Byte.SIZE) {
            wrongLength(Integer.toString(bits / Byte.SIZE));
            return new Ipv4Address(0);
        }
        return address(at, length);
    }

    /// An address with its family in front (`struct rtvia`).
    IpAddress addressOfFamily() {
        int family = u16();
        int octets = length - FAMILY;
        if (family == Rtnetlink.INET && octets == IPV4
                || family == Rtnetlink.INET6 && octets == IPV6) {
            return address(at + FAMILY, octets);
        }
        fault.set("an address of the family %d with %d octets".formatted(family, octets));
        return new Ipv4Address(0);
    }

    private IpAddress address(int from, int octets) {
        return octets == IPV4
                ? new Ipv4Address(bigEndianU32(from))
                : new Ipv6Address(bigEndianU64(from), bigEndianU64(from + 8));
    }

    /// The ways of a route whose addresses have so many bits.
    List<RouteEntry.Hop> hops(int bits) {
        return HopsDecoder.decode(bytes, at, at + length, bits, fault);
    }

    /// An address, or null if it is 0: where the kernel has that for none.
    @Nullable IpAddress addressUnlessUnspecified() {
        var address = address();
        return address.isUnspecified() ? null : address;
    }

    long bigEndianU64() {
        return has(8) ? bigEndianU64(at) : 0;
    }

    private int bigEndianU32(int from) {
        int value = bytes.getInt(from);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private long bigEndianU64(int from) {
        long value = bytes.getLong(from);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    /// A text that ends with a NUL or with the attribute.
    String text() {
        var octets = new byte[Math.min(length, LONGEST_TEXT)];
        bytes.get(at, octets);
        int used = 0;
        while (used < octets.length && octets[used] != 0) {
            used++;
        }
        return new String(octets, 0, used, StandardCharsets.UTF_8);
    }

    Attributes nested() {
        return new Attributes(bytes, at, at + length, fault);
    }

    private boolean has(int octets) {
        if (length < octets) {
            wrongLength(Integer.toString(octets));
        }
        return length >= octets;
    }

    private void wrongLength(String expected) {
        fault.set("attribute %d has %d octets where %s are due".formatted(type, length, expected));
    }
}
