package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;

import java.util.List;

/// An IP-VRF, and how much it knows.
///
/// @param l2Vnis the bridge domains that it routes for
/// @param routers how many routers of other VTEPs it sends to
/// @param nextHops how many next hops its routes have
public record Tenant(IpVrfSettings settings, List<Vni> l2Vnis, long routers, long nextHops) {

    public Tenant {
        l2Vnis = List.copyOf(l2Vnis);
    }

    Vni vni() {
        return settings.l3Vni();
    }
}
