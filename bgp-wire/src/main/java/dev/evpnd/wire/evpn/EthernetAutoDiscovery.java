package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// An Ethernet Auto-Discovery route, type 1: RFC 7432 section 7.1.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Segment Identifier (10)      |  key
/// | Ethernet Tag ID (4)                   |  key
/// | MPLS Label (3)                        |
/// +---------------------------------------+
/// ```
public record EthernetAutoDiscovery(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        EthernetTag ethernetTag,
        Label24 label)
        implements EvpnRoute {

    static final int LABEL = RouteLayout.BEHIND_SEGMENT_AND_TAG;
    static final int LENGTH = 25;

    static @Nullable NlriFault fault(int length) {
        return length == LENGTH ? null : NlriFault.ETHERNET_AD_LENGTH;
    }

    static EthernetAutoDiscovery of(EvpnNlriView view) {
        return new EthernetAutoDiscovery(
                view.routeDistinguisher(),
                view.ethernetSegmentId(),
                view.ethernetTag(),
                new Label24(view.label1Bits()));
    }

    @Override
    public int routeType() {
        return ETHERNET_AUTO_DISCOVERY;
    }

    /// Whether the route speaks for the whole segment (per ES) and not for one instance (per EVI).
    public boolean isPerSegment() {
        return ethernetTag.equals(EthernetTag.MAX);
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        writer.u32(ethernetTag.id()).u24(label.bits());
    }
}
