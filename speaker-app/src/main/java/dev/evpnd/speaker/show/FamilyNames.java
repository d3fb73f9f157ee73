package dev.evpnd.speaker.show;

import dev.evpnd.wire.address.AddressFamily;

/// What FRR calls address families in JSON.
final class FamilyNames {
    private FamilyNames() {}

    static String json(AddressFamily family) {
        if (family.equals(AddressFamily.IPV4_UNICAST)) {
            return "ipv4Unicast";
        }
        if (family.equals(AddressFamily.IPV6_UNICAST)) {
            return "ipv6Unicast";
        }
        if (family.equals(AddressFamily.L2VPN_EVPN)) {
            return "l2VpnEvpn";
        }
        return family.equals(AddressFamily.RT_CONSTRAINT)
                ? "rtConstraint"
                : "afi" + family.afi() + "Safi" + family.safi();
    }
}
