package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.OctetReader;

/// What stands before the IP header in a packet, by LINKTYPE_ value
/// (draft-ietf-opsawg-pcaplinktype).
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;

    /// LINKTYPE_RAW, and the two values of DLT_RAW that stand in some files in its stead.
    private static final int RAW = 101;

    private static final int RAW_OTHERS = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int LOOP = 108;
    private static final int LINUX_SLL = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_SLL2 = 276;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int ETHERTYPE_QINQ = 0x88a8;
    private static final int ETHERTYPE_OLD_QINQ = 0x9100;

    private static final int ETHERNET_ADDRESSES = 12;
    private static final int ETHERTYPE = 2;
    private static final int TAG = 4;
    private static final int BSD_FAMILY = 4;
    private static final int SLL_BEFORE_PROTOCOL = 14;
    private static final int SLL2_BEHIND_PROTOCOL = 18;

    /// AF_INET everywhere; AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, Darwin.
    private static final int AF_INET = 2;

    /// What a packet turned out to hold, its reader standing at the first octet of that.
    enum Content {
        IP,
        OTHER,
        TOO_SHORT
    }

    private LinkLayer() {}

    static boolean isSupported(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW, RAW_OTHERS, RAW_OPENBSD -> true;
            case LOOP, LINUX_SLL, LINUX_SLL2, IPV4, IPV6 -> true;
            default -> false;
        };
    }

    /// Reads past the header of a supported link type.
    static Content strip(int linkType, OctetReader packet) {
        return switch (linkType) {
            case ETHERNET -> stripThenEtherType(packet, ETHERNET_ADDRESSES, 0);
            case LINUX_SLL -> stripThenEtherType(packet, SLL_BEFORE_PROTOCOL, 0);
            case LINUX_SLL2 -> stripThenEtherType(packet, 0, SLL2_BEHIND_PROTOCOL);
            case NULL, LOOP -> stripFamily(packet);
            default -> Content.IP;
        };
    }

    private static Content stripThenEtherType(OctetReader packet, int before, int behind) {
        if (packet.remaining() < before + ETHERTYPE + behind) {
            return Content.TOO_SHORT;
        }
        packet.skip(before);
        int type = packet.u16();
        packet.skip(behind);
        while (type == ETHERTYPE_VLAN || type == ETHERTYPE_QINQ || type == ETHERTYPE_OLD_QINQ) {
            if (packet.remaining() < TAG) {
                return Content.TOO_SHORT;
            }
            packet.skip(TAG - ETHERTYPE);
            type = packet.u16();
        }
        return type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 ? Content.IP : Content.OTHER;
    }

    /// The family is in the byte order of the machine that captured, which nothing tells.
    private static Content stripFamily(OctetReader packet) {
        if (packet.remaining() < BSD_FAMILY) {
            return Content.TOO_SHORT;
        }
        int value = packet.u32();
        int family = (value & 0xffff_0000) == 0 ? value : Integer.reverseBytes(value);
        return switch (family) {
            case AF_INET, 10, 24, 28, 30 -> Content.IP;
            default -> Content.OTHER;
        };
    }
}
