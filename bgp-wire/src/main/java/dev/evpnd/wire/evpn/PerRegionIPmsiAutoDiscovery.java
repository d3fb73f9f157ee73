package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A Per-Region I-PMSI A-D route, type 9: RFC 9572 section 3.1. All of it is key.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |
/// | Ethernet Tag ID (4)                   |
/// | Region ID (8)                         |
/// +---------------------------------------+
/// ```
///
/// @param regionId an extended community in its eight octets, usually a route target of the region
public record PerRegionIPmsiAutoDiscovery(
        RouteDistinguisher routeDistinguisher, EthernetTag ethernetTag, long regionId)
        implements EvpnRoute {

    static final int REGION = RouteLayout.BEHIND_TAG;
    static final int LENGTH = 20;

    static @Nullable NlriFault fault(int length) {
        return length == LENGTH ? null : NlriFault.PER_REGION_LENGTH;
    }

    static PerRegionIPmsiAutoDiscovery of(EvpnNlriView view) {
        return new PerRegionIPmsiAutoDiscovery(
                view.routeDistinguisher(), view.ethernetTag(), view.bodyFrom(REGION).u64());
    }

    @Override
    public int routeType() {
        return PER_REGION_I_PMSI_AUTO_DISCOVERY;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits()).u32(ethernetTag.id()).u64(regionId);
    }
}
