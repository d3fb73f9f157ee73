package dev.evpnd.speaker.capture;

import dev.evpnd.speaker.capture.Segment.Stamp;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.OctetReader;

import org.jspecify.annotations.Nullable;

/// Finds the TCP segment in a packet, and counts the packets that have none.
///
/// IPv4 is RFC 791, IPv6 RFC 8200, TCP RFC 9293. Checksums are not looked at: whoever captures sees
/// those of packets sent before the network card has filled them in.
final class Dissector {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int MIN_EXTENSION = 8;

    private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3fff;
    private static final int IPV6_OFFSET_AND_MORE_FRAGMENTS = 0xfff9;

    private static final int HOP_BY_HOP = 0;
    private static final int TCP = 6;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;

    private long packets;
    private long segments;
    private long fragments;
    private long others;
    private long unreadable;

    long packets() {
        return packets;
    }

    long segments() {
        return segments;
    }

    long fragments() {
        return fragments;
    }

    long others() {
        return others;
    }

    long unreadable() {
        return unreadable;
    }

    /// The segment in the packet, or null when there is none.
    @Nullable Segment dissect(Packet packet) {
        packets++;
        if (!LinkLayer.isSupported(packet.linkType())) {
            others++;
            return null;
        }
        var octets = packet.octets();
        long cutOff = packet.originalLength() - octets.remaining();
        return switch (LinkLayer.strip(packet.linkType(), octets)) {
            case TOO_SHORT -> countUnreadable();
            case OTHER -> countOther();
            case IP -> dissectIp(new Stamp(packets, packet.timestamp()), octets, cutOff);
        };
    }

    /// @param cutOff how many octets the packet had behind those that were captured
    private @Nullable Segment dissectIp(Stamp stamp, OctetReader octets, long cutOff) {
        int version = octets.isExhausted() ? 0 : octets.array()[octets.position()] >> 4 & 0xf;
        return switch (version) {
            case 4 -> dissectIpv4(stamp, octets, cutOff);
            case 6 -> dissectIpv6(stamp, octets, cutOff);
            default -> countUnreadable();
        };
    }

    private @Nullable Segment dissectIpv4(Stamp stamp, OctetReader octets, long cutOff) {
        if (octets.remaining() < IPV4_HEADER) {
            return countUnreadable();
        }
        int captured = octets.remaining();
        int headerLength = (octets.u8() & 0xf) * 4;
        octets.skip(1);
        int totalLength = octets.u16();
        octets.skip(2);
        int fragment = octets.u16() & MORE_FRAGMENTS_AND_OFFSET;
        octets.skip(1);
        int protocol = octets.u8();
        octets.skip(2);
        var source = IpAddress.decode(octets, 32);
        var destination = IpAddress.decode(octets, 32);
        // A packet longer than the field, to be cut by the network card, has 0 in it.
        long length = totalLength == 0 ? captured + cutOff : totalLength;
        if (headerLength < IPV4_HEADER
                || headerLength > captured
                || length < headerLength
                || length > captured + cutOff) {
            return countUnreadable();
        }
        if (fragment != 0) {
            fragments++;
            return null;
        }
        if (protocol != TCP) {
            return countOther();
        }
        octets.skip(headerLength - IPV4_HEADER);
        return dissectTcp(stamp, source, destination, octets, length - headerLength);
    }

    private @Nullable Segment dissectIpv6(Stamp stamp, OctetReader octets, long cutOff) {
        if (octets.remaining() < IPV6_HEADER) {
            return countUnreadable();
        }
        octets.skip(4);
        int payloadLength = octets.u16();
        int next = octets.u8();
        octets.skip(1);
        var source = IpAddress.decode(octets, 128);
        var destination = IpAddress.decode(octets, 128);
        long available = octets.remaining() + cutOff;
        long length = payloadLength == 0 ? available : payloadLength;
        if (length > available) {
            return countUnreadable();
        }
        while (isExtension(next)) {
            if (octets.remaining() < MIN_EXTENSION) {
                return countUnreadable();
            }
            int header = next;
            next = octets.u8();
            int headerLength = extensionLength(header, octets.u8());
            if (header == FRAGMENT && (octets.u16() & IPV6_OFFSET_AND_MORE_FRAGMENTS) != 0) {
                fragments++;
                return null;
            }
            int left = headerLength - (header == FRAGMENT ? 4 : 2);
            if (left > octets.remaining() || headerLength > length) {
                return countUnreadable();
            }
            octets.skip(left);
            length -= headerLength;
        }
        return next == TCP ? dissectTcp(stamp, source, destination, octets, length) : countOther();
    }

    private static boolean isExtension(int nextHeader) {
        return switch (nextHeader) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS -> true;
            default -> false;
        };
    }

    private static int extensionLength(int header, int lengthField) {
        return switch (header) {
            case FRAGMENT -> 8;
            // Counts in words of four where all others count in eights, RFC 4302 section 2.2.
            case AUTHENTICATION -> Math.max(8, (lengthField + 2) * 4);
            default -> (lengthField + 1) * 8;
        };
    }

    /// @param length how long the segment was on the wire
    private @Nullable Segment dissectTcp(
            Stamp stamp, IpAddress source, IpAddress destination, OctetReader octets, long length) {
        if (octets.remaining() < TCP_HEADER || length < TCP_HEADER) {
            return countUnreadable();
        }
        int captured = (int) Math.min(octets.remaining(), length);
        int sourcePort = octets.u16();
        int destinationPort = octets.u16();
        int sequence = octets.u32();
        int acknowledgment = octets.u32();
        int headerLength = (octets.u8() >> 4) * 4;
        int flags = octets.u8();
        octets.skip(6);
        long payload = length - headerLength;
        // A header that is cut off within its options leaves a payload of which nothing is there.
        int payloadCaptured = Math.max(0, captured - headerLength);
        if (headerLength < TCP_HEADER || payload < 0 || payload > CaptureReader.MAX_PACKET_SIZE) {
            return countUnreadable();
        }
        octets.skip(Math.min(headerLength, captured) - TCP_HEADER);
        segments++;
        return new Segment(
                stamp,
                new Endpoint(source, sourcePort),
                new Endpoint(destination, destinationPort),
                sequence,
                acknowledgment,
                flags,
                octets.slice(payloadCaptured),
                (int) payload - payloadCaptured);
    }

    private @Nullable Segment countUnreadable() {
        unreadable++;
        return null;
    }

    private @Nullable Segment countOther() {
        others++;
        return null;
    }
}
