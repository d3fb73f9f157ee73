package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// An Inclusive Multicast Ethernet Tag route, type 3: RFC 7432 section 7.3. All of it is key.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |
/// | Ethernet Tag ID (4)                   |
/// | IP Address Length (1)                 |
/// | Originating Router's IP (4 or 16)     |
/// +---------------------------------------+
/// ```
public record InclusiveMulticastEthernetTag(
        RouteDistinguisher routeDistinguisher, EthernetTag ethernetTag, IpAddress originatingRouter)
        implements EvpnRoute {

    static final int IP_LENGTH = RouteLayout.BEHIND_TAG;
    static final int IP = 13;

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        if (length != IP + 4 && length != IP + 16) {
            return NlriFault.MULTICAST_LENGTH;
        }
        return BigEndian.u8(bytes, body + IP_LENGTH) == (length - IP) * 8
                ? null
                : NlriFault.ORIGINATOR_LENGTH;
    }

    static InclusiveMulticastEthernetTag of(EvpnNlriView view) {
        return new InclusiveMulticastEthernetTag(
                view.routeDistinguisher(), view.ethernetTag(), view.originatingRouter());
    }

    @Override
    public int routeType() {
        return INCLUSIVE_MULTICAST_ETHERNET_TAG;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits()).u32(ethernetTag.id());
        AddressField.encode(originatingRouter, writer);
    }
}
