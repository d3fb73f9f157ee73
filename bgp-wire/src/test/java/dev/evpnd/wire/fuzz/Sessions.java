package dev.evpnd.wire.fuzz;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;

import java.util.Set;

/// The session that the first octet of an input chooses, a bit for each thing that can be agreed.
final class Sessions {
    static final int TWO_OCTET_AS = 0x01;
    static final int ADD_PATH = 0x02;
    static final int EXTERNAL = 0x04;
    static final int EXTENDED_MESSAGES = 0x08;
    static final int ENHANCED_ROUTE_REFRESH = 0x10;

    private static final Set<AddressFamily> FAMILIES =
            Set.of(
                    AddressFamily.IPV4_UNICAST,
                    AddressFamily.IPV6_UNICAST,
                    AddressFamily.L2VPN_EVPN,
                    AddressFamily.RT_CONSTRAINT);

    private Sessions() {}

    static Negotiated of(int bits) {
        Set<AddressFamily> addPath = (bits & ADD_PATH) != 0 ? FAMILIES : Set.of();
        return Negotiated.DEFAULT
                .withFamilies(FAMILIES)
                .withFourOctetAs((bits & TWO_OCTET_AS) == 0)
                .withAddPath(addPath, addPath)
                .withExternal((bits & EXTERNAL) != 0)
                .withExtendedMessages((bits & EXTENDED_MESSAGES) != 0)
                .withEnhancedRouteRefresh((bits & ENHANCED_ROUTE_REFRESH) != 0);
    }
}
