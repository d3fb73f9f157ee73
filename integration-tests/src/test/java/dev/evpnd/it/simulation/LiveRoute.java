package dev.evpnd.it.simulation;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import java.util.Set;

/// A route that has to be there, because its owner has reason to announce it.
///
/// @param targets the bridge domains and tenants that it is meant for
record LiveRoute(Vtep owner, EvpnRoute route, Set<Vni> targets) {

    /// In words, as what is held is compared: owner and key. Labels are not of the key.
    String text() {
        return owner + " " + key();
    }

    Octets key() {
        return route.key();
    }
}
