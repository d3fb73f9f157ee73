package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A Selective PMSI A-D route, type 10: RFC 9572 section 3.2. All of it is key.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |
/// | Ethernet Tag ID (4)                   |
/// | source, group and originator          |
/// +---------------------------------------+
/// ```
public record SPmsiAutoDiscovery(
        RouteDistinguisher routeDistinguisher, EthernetTag ethernetTag, MulticastFlow flow)
        implements EvpnRoute {

    static final int FLOW = RouteLayout.BEHIND_TAG;

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        return length < FLOW
                ? NlriFault.FIXED_PART_TRUNCATED
                : MulticastFlow.fault(bytes, body + FLOW, body + length, 0);
    }

    static SPmsiAutoDiscovery of(EvpnNlriView view) {
        return new SPmsiAutoDiscovery(
                view.routeDistinguisher(),
                view.ethernetTag(),
                MulticastFlow.decode(view.bodyFrom(FLOW)));
    }

    @Override
    public int routeType() {
        return S_PMSI_AUTO_DISCOVERY;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits()).u32(ethernetTag.id());
        flow.encode(writer);
    }
}
