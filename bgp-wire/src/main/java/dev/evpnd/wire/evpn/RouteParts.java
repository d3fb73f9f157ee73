package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

/// Routes made again of the two parts that [EvpnNlriView#copyKey] and [EvpnNlriView#copyRemainder]
/// take them apart into.
public final class RouteParts {
    /// As long as the longest remainder of a withdrawal.
    private static final byte[] ZEROS =
            new byte[EthernetSegmentId.LENGTH + 16 + MacIpAdvertisement.LABEL_OCTETS];

    private RouteParts() {}

    /// Appends the route, type and length in front.
    public static void write(
            OctetWriter out,
            byte[] key,
            int keyOffset,
            int keyLength,
            byte[] remainder,
            int remainderOffset,
            int remainderLength) {
        int routeType = BigEndian.u8(key, keyOffset);
        int skipped = EvpnNlriView.skippedLength(routeType);
        int head = skipped == 0 ? keyLength - 1 : RouteLayout.SEGMENT;
        out.u8(routeType).u8(keyLength - 1 + remainderLength);
        out.bytes(key, keyOffset + 1, head);
        out.bytes(remainder, remainderOffset, skipped);
        out.bytes(key, keyOffset + 1 + head, keyLength - 1 - head);
        out.bytes(remainder, remainderOffset + skipped, remainderLength - skipped);
    }

    /// Appends the route with this key as it stands in a withdrawal: what is no key is zero.
    public static void writeWithdrawal(OctetWriter out, byte[] key, int offset, int length) {
        write(out, key, offset, length, ZEROS, 0, remainderLength(key, offset, length));
    }

    /// How long the remainder of a route with this key is, without what may be missing.
    private static int remainderLength(byte[] key, int offset, int length) {
        return switch (BigEndian.u8(key, offset)) {
            case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> MacIpAdvertisement.LABEL_OCTETS;
            case EvpnRoute.MAC_IP_ADVERTISEMENT ->
                    EthernetSegmentId.LENGTH + MacIpAdvertisement.LABEL_OCTETS;
            case EvpnRoute.IP_PREFIX -> {
                int prefix = length - 1 - (IpPrefixAdvertisement.PREFIX - EthernetSegmentId.LENGTH);
                yield EthernetSegmentId.LENGTH + prefix + MacIpAdvertisement.LABEL_OCTETS;
            }
            case EvpnRoute.SELECTIVE_MULTICAST_ETHERNET_TAG ->
                    SelectiveMulticastEthernetTag.TRAILER;
            case EvpnRoute.MULTICAST_MEMBERSHIP_REPORT_SYNCH ->
                    MulticastMembershipReportSynch.TRAILER;
            case EvpnRoute.MULTICAST_LEAVE_SYNCH -> MulticastLeaveSynch.TRAILER;
            default -> 0;
        };
    }
}
