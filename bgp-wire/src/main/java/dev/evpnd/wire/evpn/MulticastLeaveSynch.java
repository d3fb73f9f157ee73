package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A Multicast Leave Synch route, type 8: RFC 9251 section 9.3.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Segment Identifier (10)      |  key
/// | Ethernet Tag ID (4)                   |  key
/// | source, group and originator          |  key
/// | Reserved (4)                          |
/// | Maximum Response Time (1)             |
/// | Flags (1)                             |
/// +---------------------------------------+
/// ```
///
/// @param reserved four octets that older drafts used for a sequence number; kept as they came
/// @param flags as in [SelectiveMulticastEthernetTag]
public record MulticastLeaveSynch(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        EthernetTag ethernetTag,
        MulticastFlow flow,
        int reserved,
        int maximumResponseTime,
        int flags)
        implements EvpnRoute {

    static final int FLOW = RouteLayout.BEHIND_SEGMENT_AND_TAG;
    static final int TRAILER = 6;

    public MulticastLeaveSynch {
        if ((maximumResponseTime | flags) >>> 8 != 0) {
            throw new IllegalArgumentException("response time and flags are octets");
        }
    }

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        return length < FLOW
                ? NlriFault.FIXED_PART_TRUNCATED
                : MulticastFlow.fault(bytes, body + FLOW, body + length, TRAILER);
    }

    static MulticastLeaveSynch of(EvpnNlriView view) {
        OctetReader tail = view.bodyFrom(FLOW);
        return new MulticastLeaveSynch(
                view.routeDistinguisher(),
                view.ethernetSegmentId(),
                view.ethernetTag(),
                MulticastFlow.decode(tail),
                tail.u32(),
                tail.u8(),
                tail.u8());
    }

    @Override
    public int routeType() {
        return MULTICAST_LEAVE_SYNCH;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        writer.u32(ethernetTag.id());
        flow.encode(writer);
        writer.u32(reserved).u8(maximumResponseTime).u8(flags);
    }
}
