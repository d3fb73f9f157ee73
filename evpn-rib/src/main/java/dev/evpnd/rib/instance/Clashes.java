package dev.evpnd.rib.instance;

import java.util.Map;

/// Settings that cannot stand beside those of other instances: nobody could tell their routes
/// apart.
final class Clashes {

    private Clashes() {}

    /// @throws IllegalArgumentException when there is one
    static void refuse(
            MacVrfSettings settings, Distinguishers distinguishers, Map<Vni, IpVrf> ipVrfs) {
        if (ipVrfs.containsKey(settings.vni())) {
            throw new IllegalArgumentException("VNI " + settings.vni() + " is of an IP-VRF");
        }
        var other = distinguishers.ownerOtherThan(settings.vni(), settings.routeDistinguisher());
        if (other != null) {
            throw new IllegalArgumentException(
                    "VNIs %s and %s have one route distinguisher %s"
                            .formatted(other, settings.vni(), settings.routeDistinguisher()));
        }
    }

    /// @throws IllegalArgumentException when there is one
    static void refuse(
            IpVrfSettings settings, Distinguishers distinguishers, Map<Vni, MacVrf> macVrfs) {
        if (macVrfs.containsKey(settings.l3Vni())) {
            throw new IllegalArgumentException("VNI " + settings.l3Vni() + " is of a MAC-VRF");
        }
        var other = distinguishers.ownerOtherThan(settings.l3Vni(), settings.routeDistinguisher());
        if (other != null) {
            throw new IllegalArgumentException(
                    "the IP-VRF of VNI %s and %s have one route distinguisher %s"
                            .formatted(other, settings.name(), settings.routeDistinguisher()));
        }
    }
}
