package dev.evpnd.wire.community;

import dev.evpnd.wire.address.MacAddress;

/// The ES-Import Route Target, RFC 7432 section 7.6: brings an Ethernet Segment route to those that
/// are attached to the same segment.
///
/// The six octets are taken from the ESI and look like a MAC address, but name no station.
///
/// ```
/// | 0x06 | 0x02 |                ES-Import (6)                 |
/// ```
///
/// Text: `ES-Import-Rt:00:00:5e:00:53:01`.
public record EsImportRouteTarget(long bits) implements ExtendedCommunity {

    static final String NAME = "ES-Import-Rt";

    public EsImportRouteTarget {
        ExtendedCommunityType.require(ExtendedCommunityType.ES_IMPORT, bits);
    }

    public static EsImportRouteTarget of(MacAddress address) {
        return new EsImportRouteTarget(
                ExtendedCommunityType.bits(ExtendedCommunityType.ES_IMPORT, address.bits()));
    }

    static EsImportRouteTarget parseValue(String text) {
        return of(MacAddress.parse(text));
    }

    public MacAddress macAddress() {
        return new MacAddress(ExtendedCommunityType.value(bits));
    }

    @Override
    public String toString() {
        return NAME + ":" + macAddress();
    }
}
