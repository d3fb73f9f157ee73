package dev.evpnd.wire.community;

import dev.evpnd.wire.address.MacAddress;

/// The EVPN Router's MAC Extended Community, RFC 9135 section 8.1: the destination MAC address of
/// packets that are routed to the next hop.
///
/// ```
/// | 0x06 | 0x03 |          Router's MAC Address (6)            |
/// ```
///
/// Text: `Rmac:00:00:5e:00:53:01`.
public record RouterMac(long bits) implements ExtendedCommunity {

    static final String NAME = "Rmac";

    public RouterMac {
        ExtendedCommunityType.require(ExtendedCommunityType.ROUTER_MAC, bits);
    }

    public static RouterMac of(MacAddress address) {
        return new RouterMac(
                ExtendedCommunityType.bits(ExtendedCommunityType.ROUTER_MAC, address.bits()));
    }

    static RouterMac parseValue(String text) {
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
