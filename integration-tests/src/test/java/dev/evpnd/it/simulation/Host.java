package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A host, and where it is in truth, whoever has noticed.
final class Host {
    final Vni vni;
    final MacAddress mac;

    /// Whether the operator has its MAC address as static where it is: it does not move by itself
    /// (RFC 7432 section 15.2).
    final boolean sticky;

    final List<IpAddress> addresses = new ArrayList<>();

    /// Null where it is switched off.
    @Nullable Vtep place;

    Host(Vni vni, MacAddress mac, boolean sticky) {
        this.vni = vni;
        this.mac = mac;
        this.sticky = sticky;
    }

    boolean isAt(Vtep vtep) {
        return vtep.equals(place);
    }

    @Override
    public String toString() {
        return (sticky ? "sticky " : "") + mac + " of " + vni;
    }
}
