package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A Multicast Membership Report Synch route, type 7: RFC 9251 section 9.2.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Segment Identifier (10)      |  key
/// | Ethernet Tag ID (4)                   |  key
/// | source, group and originator          |  key
/// | Flags (1)                             |
/// +---------------------------------------+
/// ```
///
/// @param flags as in [SelectiveMulticastEthernetTag]
public record MulticastMembershipReportSynch(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        EthernetTag ethernetTag,
        MulticastFlow flow,
        int flags)
        implements EvpnRoute {

    static final int FLOW = RouteLayout.BEHIND_SEGMENT_AND_TAG;
    static final int TRAILER = 1;

    public MulticastMembershipReportSynch {
        if (flags >>> 8 != 0) {
            throw new IllegalArgumentException("the flags are an octet");
        }
    }

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        return length < FLOW
                ? NlriFault.FIXED_PART_TRUNCATED
                : MulticastFlow.fault(bytes, body + FLOW, body + length, TRAILER);
    }

    static MulticastMembershipReportSynch of(EvpnNlriView view) {
        OctetReader tail = view.bodyFrom(FLOW);
        return new MulticastMembershipReportSynch(
                view.routeDistinguisher(),
                view.ethernetSegmentId(),
                view.ethernetTag(),
                MulticastFlow.decode(tail),
                tail.u8());
    }

    @Override
    public int routeType() {
        return MULTICAST_MEMBERSHIP_REPORT_SYNCH;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        writer.u32(ethernetTag.id());
        flow.encode(writer);
        writer.u8(flags);
    }
}
