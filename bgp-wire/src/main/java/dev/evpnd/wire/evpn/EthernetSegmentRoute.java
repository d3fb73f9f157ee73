package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// An Ethernet Segment route, type 4: RFC 7432 section 7.4. All of it is key.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |
/// | Ethernet Segment Identifier (10)      |
/// | IP Address Length (1)                 |
/// | Originating Router's IP (4 or 16)     |
/// +---------------------------------------+
/// ```
public record EthernetSegmentRoute(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        IpAddress originatingRouter)
        implements EvpnRoute {

    static final int IP_LENGTH = RouteLayout.SEGMENT + EthernetSegmentId.LENGTH;
    static final int IP = 19;

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        if (length != IP + 4 && length != IP + 16) {
            return NlriFault.SEGMENT_LENGTH;
        }
        return BigEndian.u8(bytes, body + IP_LENGTH) == (length - IP) * 8
                ? null
                : NlriFault.ORIGINATOR_LENGTH;
    }

    static EthernetSegmentRoute of(EvpnNlriView view) {
        return new EthernetSegmentRoute(
                view.routeDistinguisher(), view.ethernetSegmentId(), view.originatingRouter());
    }

    @Override
    public int routeType() {
        return ETHERNET_SEGMENT;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        AddressField.encode(originatingRouter, writer);
    }
}
