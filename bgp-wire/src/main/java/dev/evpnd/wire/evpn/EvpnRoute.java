package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// A route of the L2VPN EVPN family.
///
/// ```
/// +-----------------------------------+
/// | Route Type (1)                    |
/// | Length (1)                        |
/// | Route Type specific (variable)    |
/// +-----------------------------------+
/// ```
///
/// Two routes with equal [#key]s are the same route, of which the later replaces the earlier, even
/// where other fields differ (RFC 7432 section 7).
public sealed interface EvpnRoute
        permits EthernetAutoDiscovery,
                MacIpAdvertisement,
                InclusiveMulticastEthernetTag,
                EthernetSegmentRoute,
                IpPrefixAdvertisement,
                SelectiveMulticastEthernetTag,
                MulticastMembershipReportSynch,
                MulticastLeaveSynch,
                PerRegionIPmsiAutoDiscovery,
                SPmsiAutoDiscovery,
                LeafAutoDiscovery,
                UnrecognizedRoute {

    int HEADER_LENGTH = 2;

    int ETHERNET_AUTO_DISCOVERY = 1;
    int MAC_IP_ADVERTISEMENT = 2;
    int INCLUSIVE_MULTICAST_ETHERNET_TAG = 3;
    int ETHERNET_SEGMENT = 4;
    int IP_PREFIX = 5;
    int SELECTIVE_MULTICAST_ETHERNET_TAG = 6;
    int MULTICAST_MEMBERSHIP_REPORT_SYNCH = 7;
    int MULTICAST_LEAVE_SYNCH = 8;
    int PER_REGION_I_PMSI_AUTO_DISCOVERY = 9;
    int S_PMSI_AUTO_DISCOVERY = 10;
    int LEAF_AUTO_DISCOVERY = 11;

    /// Whether the layout of a route type is known here.
    static boolean isRecognized(int routeType) {
        return routeType >= ETHERNET_AUTO_DISCOVERY && routeType <= LEAF_AUTO_DISCOVERY;
    }

    /// Whether the Route Distinguisher comes first in a route type, as far as is known here.
    static boolean hasDistinguisher(int routeType) {
        return isRecognized(routeType) && routeType != LEAF_AUTO_DISCOVERY;
    }

    int routeType();

    /// Writes the part that is specific to the route type.
    void encodeBody(OctetWriter writer);

    /// Writes the route with its type and length.
    default void encode(OctetWriter writer) {
        writer.u8(routeType());
        int lengthOffset = writer.reserve(1);
        encodeBody(writer);
        writer.setU8(lengthOffset, writer.length() - lengthOffset - 1);
    }

    /// The octets that identify the route: its type and the fields its RFC counts as key.
    default Octets key() {
        var writer = new OctetWriter();
        encode(writer);
        var view = new EvpnNlriView();
        view.wrap(writer.array(), 0, writer.length(), false);
        if (!view.next()) {
            throw new AssertionError("an encoded route is well framed: " + this);
        }
        var key = new byte[view.keyLength()];
        view.copyKey(key, 0);
        return Octets.copyOf(key);
    }

    /// The registered name of a route type: `MAC/IP Advertisement`.
    static String name(int routeType) {
        return switch (routeType) {
            case ETHERNET_AUTO_DISCOVERY -> "Ethernet Auto-Discovery";
            case MAC_IP_ADVERTISEMENT -> "MAC/IP Advertisement";
            case INCLUSIVE_MULTICAST_ETHERNET_TAG -> "Inclusive Multicast Ethernet Tag";
            case ETHERNET_SEGMENT -> "Ethernet Segment";
            case IP_PREFIX -> "IP Prefix";
            case SELECTIVE_MULTICAST_ETHERNET_TAG -> "Selective Multicast Ethernet Tag";
            case MULTICAST_MEMBERSHIP_REPORT_SYNCH -> "Multicast Membership Report Synch";
            case MULTICAST_LEAVE_SYNCH -> "Multicast Leave Synch";
            case PER_REGION_I_PMSI_AUTO_DISCOVERY -> "Per-Region I-PMSI A-D";
            case S_PMSI_AUTO_DISCOVERY -> "S-PMSI A-D";
            case LEAF_AUTO_DISCOVERY -> "Leaf A-D";
            default -> "Unassigned " + routeType;
        };
    }
}
