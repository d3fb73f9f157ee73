package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// The way to a router behind another VTEP, as routes tell it (RFC 9136 section 4.4.1).
///
/// @param vni what to send with, as the VTEP asks for; it may differ from the L3 VNI here
/// @param routerMac the destination of the inner frame
public record Tunnel(IpAddress vtep, Vni vni, MacAddress routerMac) implements Way {
    static Tunnel of(Intent.NextHop nextHop) {
        return new Tunnel(nextHop.vtep(), nextHop.vni(), nextHop.routerMac());
    }

    Intent.NextHop by(IpAddress gateway, boolean encapsulated) {
        return new Intent.NextHop(vtep, vni, routerMac, gateway, encapsulated);
    }

    /// Written out, as [#hashCode] is: each route asks for it, several times.
    @Override
    public boolean equals(Object other) {
        return other instanceof Tunnel that
                && vni.number() == that.vni.number()
                && routerMac.bits() == that.routerMac.bits()
                && vtep.equals(that.vtep);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * vtep.hashCode() + vni.number()) + Long.hashCode(routerMac.bits());
    }

    @Override
    public String toString() {
        return vtep + ", VNI " + vni;
    }
}
