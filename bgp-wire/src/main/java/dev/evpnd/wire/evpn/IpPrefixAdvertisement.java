package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// An IP Prefix route, type 5: RFC 9136 section 3.1.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Segment Identifier (10)      |
/// | Ethernet Tag ID (4)                   |  key
/// | IP Prefix Length (1)                  |  key
/// | IP Prefix (4 or 16)                   |  key
/// | GW IP Address (4 or 16)               |
/// | MPLS Label (3)                        |
/// +---------------------------------------+
/// ```
///
/// Bits of the prefix behind its length are no part of it: they are cleared in the record and in
/// the key, and only a copy of the octets keeps them.
public record IpPrefixAdvertisement(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        EthernetTag ethernetTag,
        IpPrefix prefix,
        IpAddress gateway,
        Label24 label)
        implements EvpnRoute {

    static final int PREFIX_LENGTH = RouteLayout.BEHIND_SEGMENT_AND_TAG;
    static final int PREFIX = 23;
    static final int IPV4_LENGTH = PREFIX + 4 + 4 + 3;
    static final int IPV6_LENGTH = PREFIX + 16 + 16 + 3;

    public IpPrefixAdvertisement {
        if (prefix.address().bitLength() != gateway.bitLength()) {
            throw new IllegalArgumentException("prefix and gateway are of one address family");
        }
    }

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        if (length != IPV4_LENGTH && length != IPV6_LENGTH) {
            return NlriFault.PREFIX_ROUTE_LENGTH;
        }
        return BigEndian.u8(bytes, body + PREFIX_LENGTH) <= addressOctets(length) * 8
                ? null
                : NlriFault.PREFIX_LENGTH;
    }

    /// The length of the route is all that tells its two address families apart.
    static int addressOctets(int length) {
        return length == IPV4_LENGTH ? 4 : 16;
    }

    static IpPrefixAdvertisement of(EvpnNlriView view) {
        return new IpPrefixAdvertisement(
                view.routeDistinguisher(),
                view.ethernetSegmentId(),
                view.ethernetTag(),
                view.prefix(),
                view.gateway(),
                new Label24(view.label1Bits()));
    }

    @Override
    public int routeType() {
        return IP_PREFIX;
    }

    /// Whether both a segment and a gateway are given as overlay index. Such a route must be
    /// treated as withdrawn by whoever imports it (RFC 9136 section 3.2).
    public boolean hasTwoOverlayIndexes() {
        return !ethernetSegmentId.isZero() && !gateway.isUnspecified();
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        writer.u32(ethernetTag.id()).u8(prefix.length());
        prefix.address().encode(writer);
        gateway.encode(writer);
        writer.u24(label.bits());
    }
}
