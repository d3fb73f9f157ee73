package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.capability.ExtendedNextHop;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.Optional;

/// The next hop of an MP_REACH_NLRI: an IPv4 address, an IPv6 address, or an IPv6 address and a
/// link-local one behind it (RFC 4760 section 3, RFC 2545 section 3).
///
/// @param octets as they came: families that are not read here put other things there too
public record MpNextHop(Octets octets) {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int IPV6_WITH_LINK_LOCAL = 32;
    private static final int LONGEST = 255;
    private static final int IPV6_AFI = 2;

    public MpNextHop {
        if (octets.length() > LONGEST) {
            throw new IllegalArgumentException("a next hop has at most 255 octets");
        }
    }

    public static MpNextHop of(IpAddress address) {
        var writer = new OctetWriter(IPV6);
        address.encode(writer);
        return new MpNextHop(writer.toOctets());
    }

    public static MpNextHop of(Ipv6Address global, Ipv6Address linkLocal) {
        var writer = new OctetWriter(IPV6_WITH_LINK_LOCAL);
        global.encode(writer);
        linkLocal.encode(writer);
        return new MpNextHop(writer.toOctets());
    }

    /// Whether a next hop of so many octets is made of addresses alone.
    public static boolean isAddressLength(int length) {
        return length == IPV4 || length == IPV6 || length == IPV6_WITH_LINK_LOCAL;
    }

    /// Whether routes of the family may have a next hop of so many octets.
    ///
    /// EVPN, RT-Constraint and IPv6 may have a link-local address behind the global one (RFC 2545
    /// section 3); IPv4 has an IPv6 next hop only where that was agreed on (RFC 8950 section 3).
    static boolean isExpectedLength(AddressFamily family, int length, Negotiated negotiated) {
        if (family.equals(AddressFamily.L2VPN_EVPN) || family.equals(AddressFamily.RT_CONSTRAINT)) {
            return isAddressLength(length);
        }
        boolean ipv6 = length == IPV6 || length == IPV6_WITH_LINK_LOCAL;
        if (family.equals(AddressFamily.IPV6_UNICAST)) {
            return ipv6;
        }
        if (family.equals(AddressFamily.IPV4_UNICAST)) {
            var overIpv6 = new ExtendedNextHop.Entry(family, IPV6_AFI);
            return length == IPV4 || ipv6 && negotiated.extendedNextHops().contains(overIpv6);
        }
        return true;
    }

    /// The address, the global one where there are two.
    public Optional<IpAddress> address() {
        if (!isAddressLength(octets.length())) {
            return Optional.empty();
        }
        int bits = octets.length() == IPV4 ? 32 : 128;
        return Optional.of(IpAddress.decode(octets.reader(), bits));
    }

    /// The link-local address behind the global one.
    public Optional<Ipv6Address> linkLocal() {
        if (octets.length() != IPV6_WITH_LINK_LOCAL) {
            return Optional.empty();
        }
        var reader = octets.reader();
        reader.skip(IPV6);
        return Optional.of(new Ipv6Address(reader.u64(), reader.u64()));
    }

    /// The address or addresses; octets in hex where they are none.
    @Override
    public String toString() {
        var text = address().map(IpAddress::toString).orElseGet(octets::toHex);
        return linkLocal().map(local -> text + " " + local).orElse(text);
    }
}
