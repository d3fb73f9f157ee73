package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

/// What kinds of addresses there are.
final class Addresses {
    private static final long LINK_LOCAL_PREFIX = 0xfe80_0000_0000_0000L;
    private static final long LINK_LOCAL_MASK = 0xffc0_0000_0000_0000L;
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final long UNIVERSAL_BIT = 0x0200_0000_0000L;

    private Addresses() {}

    /// Whether the address may be one host's: it is not unspecified, a loopback's or a group's.
    static boolean isHost(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> {
                int first = bits >>> 24;
                yield first != 0 && first != 127 && first < 224;
            }
            case Ipv6Address(long high, long low) ->
                    high >>> 56 != 0xff && (high != 0 || Long.compareUnsigned(low, 1) > 0);
        };
    }

    static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address(long high, long low)
                && (high & LINK_LOCAL_MASK) == LINK_LOCAL_PREFIX;
    }

    /// Whether packets can be sent to the address through a network: it is one host's and has the
    /// form that is routed.
    static boolean isVtep(IpAddress address) {
        boolean mapped =
                address instanceof Ipv6Address(long high, long low)
                        && high == 0
                        && (low & ~0xffff_ffffL) == MAPPED;
        return isHost(address) && !isLinkLocal(address) && !mapped;
    }

    /// The IPv4-mapped IPv6 address, RFC 4291 section 2.5.5.2.
    static Ipv6Address mapped(Ipv4Address address) {
        return new Ipv6Address(0, MAPPED | Integer.toUnsignedLong(address.bits()));
    }

    /// The link-local address with the interface identifier that is made of the MAC address, RFC
    /// 4291 appendix A.
    static Ipv6Address linkLocal(MacAddress mac) {
        long bits = mac.bits() ^ UNIVERSAL_BIT;
        return new Ipv6Address(
                LINK_LOCAL_PREFIX, bits >>> 24 << 40 | 0xff_fe00_0000L | bits & 0xff_ffff);
    }

    /// Whether the address may be one station's: it is not zero or a group's.
    static boolean isStation(MacAddress mac) {
        return mac.bits() != 0 && !mac.isGroup();
    }
}
