package dev.evpnd.rib.instance;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

/// A best path of the Loc-RIB, held out to the instances.
///
/// @param key by which the Loc-RIB knows the route, [EvpnRoute#key]
/// @param rank what the decision thinks of the path beyond mobility, the lower the better; of two
///   routes of different keys that are otherwise as good, the one with the lower rank is taken.
///   Zero where nobody cares
public record Offer(Octets key, EvpnRoute route, OfferedAttributes attributes, long rank) {

    public static Offer of(EvpnRoute route, OfferedAttributes attributes) {
        return new Offer(route.key(), route, attributes, 0);
    }
}
