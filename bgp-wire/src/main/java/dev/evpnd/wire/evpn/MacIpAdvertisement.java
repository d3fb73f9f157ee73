package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// A MAC/IP Advertisement route, type 2: RFC 7432 section 7.2.
///
/// ```
/// +---------------------------------------+
/// | Route Distinguisher (8)               |  key
/// | Ethernet Segment Identifier (10)      |
/// | Ethernet Tag ID (4)                   |  key
/// | MAC Address Length (1)                |  key
/// | MAC Address (6)                       |  key
/// | IP Address Length (1)                 |  key
/// | IP Address (0, 4 or 16)               |  key
/// | MPLS Label1 (3)                       |
/// | MPLS Label2 (0 or 3)                  |
/// +---------------------------------------+
/// ```
///
/// @param ipAddress null where the route is for the MAC address alone
/// @param label1 of the bridge domain: with VXLAN the L2 VNI
/// @param label2 of the tenant's VRF, with VXLAN the L3 VNI; null where there is none
public record MacIpAdvertisement(
        RouteDistinguisher routeDistinguisher,
        EthernetSegmentId ethernetSegmentId,
        EthernetTag ethernetTag,
        MacAddress macAddress,
        @Nullable IpAddress ipAddress,
        Label24 label1,
        @Nullable Label24 label2)
        implements EvpnRoute {

    static final int MAC_LENGTH = RouteLayout.BEHIND_SEGMENT_AND_TAG;
    static final int MAC = 23;
    static final int IP_LENGTH = 29;
    static final int IP = 30;
    static final int LABEL_OCTETS = 3;
    static final int MAC_BITS = 48;

    private static final int SHORTEST = IP + LABEL_OCTETS;

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        if (length < SHORTEST) {
            return NlriFault.MAC_IP_LENGTH;
        }
        if (BigEndian.u8(bytes, body + MAC_LENGTH) != MAC_BITS) {
            return NlriFault.MAC_ADDRESS_LENGTH;
        }
        int ipBits = BigEndian.u8(bytes, body + IP_LENGTH);
        if (ipBits != 0 && ipBits != 32 && ipBits != 128) {
            return NlriFault.IP_ADDRESS_LENGTH;
        }
        int labels = length - IP - (ipBits >>> 3);
        return labels == LABEL_OCTETS || labels == 2 * LABEL_OCTETS
                ? null
                : NlriFault.MAC_IP_LENGTH;
    }

    static MacIpAdvertisement of(EvpnNlriView view) {
        return new MacIpAdvertisement(
                view.routeDistinguisher(),
                view.ethernetSegmentId(),
                view.ethernetTag(),
                new MacAddress(view.macAddressBits()),
                view.ipAddress(),
                new Label24(view.label1Bits()),
                view.hasLabel2() ? new Label24(view.label2Bits()) : null);
    }

    @Override
    public int routeType() {
        return MAC_IP_ADVERTISEMENT;
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.u64(routeDistinguisher.bits());
        ethernetSegmentId.encode(writer);
        writer.u32(ethernetTag.id()).u8(MAC_BITS).u48(macAddress.bits());
        AddressField.encode(ipAddress, writer);
        writer.u24(label1.bits());
        if (label2 != null) {
            writer.u24(label2.bits());
        }
    }
}
