package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A Selective Multicast Ethernet Tag (SMET) route, type 6: RFC 9251 section 9.1.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Tag ID (4)                   |  key
/// | source, group and originator          |  key
/// | Flags (1)                             |
/// +---------------------------------------+
/// ```
///
/// @param flags bits 0 to 2 (from the right) are IGMP versions 1 to 3, or MLD 1 and 2 in bits 0 and
///   1; bit 3 says that the source list is one of exclusion
public record SelectiveMulticastEthernetTag(
        RouteDistinguisher routeDistinguisher,
        EthernetTag ethernetTag,
        MulticastFlow flow,
        int flags)
        implements EvpnRoute {

    static final int FLOW = RouteLayout.BEHIND_TAG;
    static final int TRAILER = 1;

    public SelectiveMulticastEthernetTag {
        if (flags >>> 8 != 0) {
            throw new IllegalArgumentException("the flags are an octet");
        }
    }

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        return length < FLOW
                ? NlriFault.FIXED_PART_TRUNCATED
                : MulticastFlow.fault(bytes, body + FLOW, body + length, TRAILER);
    }

    static SelectiveMulticastEthernetTag of(EvpnNlriView view) {
        OctetReader tail = view.bodyFrom(FLOW);
        return new SelectiveMulticastEthernetTag(
                view.routeDistinguisher(),
                view.ethernetTag(),
                MulticastFlow.decode(tail),
                tail.u8());
    }

    @Override
    public int routeType() {
        return SELECTIVE_MULTICAST_ETHERNET_TAG;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits()).u32(ethernetTag.id());
        flow.encode(writer);
        writer.u8(flags);
    }
}
