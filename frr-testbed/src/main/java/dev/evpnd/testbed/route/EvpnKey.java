package dev.evpnd.testbed.route;

import org.jspecify.annotations.Nullable;

/// What tells one EVPN route from another: RFC 7432 section 7, RFC 9136 section 3. Everything as
/// text in the form that RFC 5952 and the peers agree on, such as `02:00:00:00:00:01`.
///
/// @param routeType 1 to 5
/// @param routeDistinguisher such as `198.51.100.1:2`
/// @param ethernetTag nothing in type 4, and where a peer does not show it
/// @param esi the segment, ten octets in hex with colons; part of the key of types 1 and 4 alone
/// @param mac the MAC address of type 2
/// @param address the IP address of types 2 (if any), 3 and 4, the prefix of type 5
public record EvpnKey(
        int routeType,
        String routeDistinguisher,
        @Nullable Long ethernetTag,
        @Nullable String esi,
        @Nullable String mac,
        @Nullable String address) {

    /// The ESI of what has none.
    public static final String NO_ESI = "00:00:00:00:00:00:00:00:00:00";

    /// The key of an Ethernet Auto-discovery route.
    ///
    /// @param rd the route distinguisher
    /// @param ethernetTag 4294967295 for the route per segment
    /// @param esi the segment
    /// @return the key
    public static EvpnKey autoDiscovery(String rd, long ethernetTag, String esi) {
        return new EvpnKey(1, rd, ethernetTag, esi, null, null);
    }

    /// The key of a MAC/IP Advertisement route.
    ///
    /// @param rd the route distinguisher
    /// @param ethernetTag the tag
    /// @param mac the MAC address
    /// @param ip the IP address, if it has one
    /// @return the key
    public static EvpnKey macIp(String rd, long ethernetTag, String mac, @Nullable String ip) {
        return new EvpnKey(2, rd, ethernetTag, null, mac, ip);
    }

    /// The key of an Inclusive Multicast Ethernet Tag route.
    ///
    /// @param rd the route distinguisher
    /// @param ethernetTag the tag
    /// @param originator the originating router's address
    /// @return the key
    public static EvpnKey inclusiveMulticast(String rd, long ethernetTag, String originator) {
        return new EvpnKey(3, rd, ethernetTag, null, null, originator);
    }

    /// The key of an Ethernet Segment route.
    ///
    /// @param rd the route distinguisher
    /// @param esi the segment
    /// @param originator the originating router's address
    /// @return the key
    public static EvpnKey ethernetSegment(String rd, String esi, String originator) {
        return new EvpnKey(4, rd, null, esi, null, originator);
    }

    /// The key of an IP Prefix route.
    ///
    /// @param rd the route distinguisher
    /// @param ethernetTag the tag
    /// @param prefix address and length
    /// @return the key
    public static EvpnKey ipPrefix(String rd, long ethernetTag, String prefix) {
        return new EvpnKey(5, rd, ethernetTag, null, null, prefix);
    }

    /// This key as a peer tells it that does not show Ethernet tags.
    ///
    /// @return the key without its tag
    public EvpnKey withoutTag() {
        return new EvpnKey(routeType, routeDistinguisher, null, esi, mac, address);
    }
}
