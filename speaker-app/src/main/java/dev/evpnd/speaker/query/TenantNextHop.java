package dev.evpnd.speaker.query;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;

/// A next hop of an IP-VRF's routes.
///
/// @param address as the routes have it: for IPv6 prefixes, a VTEP's IPv4 address is mapped to one
///   of IPv6; where it is not the VTEP's first router, a link-local one made of the MAC address
/// @param routerMac with which it is reached
/// @param prefixes how many it is a next hop of
/// @param first of them
public record TenantNextHop(
        IpAddress address, MacAddress routerMac, long prefixes, IpPrefix first) {
    private static final long MAPPED = 0xffffL << 32;

    /// As what a VTEP is the next hop of a prefix.
    static IpAddress of(IpPrefix prefix, IpAddress vtep) {
        return prefix.address() instanceof Ipv6Address && vtep instanceof Ipv4Address(int bits)
                ? new Ipv6Address(0, MAPPED | Integer.toUnsignedLong(bits))
                : vtep;
    }

    /// Of one prefix more.
    TenantNextHop again() {
        return new TenantNextHop(address, routerMac, prefixes + 1, first);
    }
}
