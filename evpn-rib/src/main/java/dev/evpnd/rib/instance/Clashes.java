package dev.evpnd.rib.instance;

import java.util.Map;

/// Settings that cannot stand beside those of other instances: nobody could tell their routes
/// apart.
final class Clashes {

    private Clashes() {}

    /// @throws IllegalArgumentException when there is one
    static void refuse(MacVrfSettings settings, Map<Vni, MacVrf> macVrfs, Map<Vni, IpVrf> ipVrfs) {
        if (ipVrfs.containsKey(settings.vni())) {
            throw new IllegalArgumentException("VNI " + settings.vni() + " is of an IP-VRF");
        }
        for (var vrf : macVrfs.values()) {
            var other = vrf.settings();
            if (!other.vni().equals(settings.vni())
                    && other.routeDistinguisher().equals(settings.routeDistinguisher())) {
                throw new IllegalArgumentException(
                        "VNIs %s and %s have one route distinguisher %s"
                                .formatted(
                                        other.vni(), settings.vni(), other.routeDistinguisher()));
            }
        }
    }

    /// @throws IllegalArgumentException when there is one
    static void refuse(IpVrfSettings settings, Map<Vni, MacVrf> macVrfs, Map<Vni, IpVrf> ipVrfs) {
        if (macVrfs.containsKey(settings.l3Vni())) {
            throw new IllegalArgumentException("VNI " + settings.l3Vni() + " is of a MAC-VRF");
        }
        for (var vrf : ipVrfs.values()) {
            var other = vrf.settings();
            if (!other.l3Vni().equals(settings.l3Vni())
                    && other.routeDistinguisher().equals(settings.routeDistinguisher())) {
                throw new IllegalArgumentException(
                        "IP-VRFs %s and %s have one route distinguisher %s"
                                .formatted(
                                        other.name(), settings.name(), other.routeDistinguisher()));
            }
        }
    }
}
