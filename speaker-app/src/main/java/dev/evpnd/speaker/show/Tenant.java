package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.query.VniDevices;

import java.util.List;
import java.util.Optional;

/// An IP-VRF, and how much it knows.
///
/// @param l2Vnis the bridge domains that it routes for
/// @param routers how many routers of other VTEPs it sends to
/// @param nextHops how many next hops its routes have
/// @param devices that the kernel has for it
public record Tenant(
        IpVrfSettings settings,
        List<Vni> l2Vnis,
        long routers,
        long nextHops,
        Optional<VniDevices> devices) {

    public Tenant {
        l2Vnis = List.copyOf(l2Vnis);
    }

    Vni vni() {
        return settings.l3Vni();
    }
}
