package dev.evpnd.rib.instance;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

/// A best path of the Loc-RIB, held out to the instances.
///
/// @param key by which the Loc-RIB knows the route, [EvpnRoute#key]
/// @param preference by which it is chosen among routes of other keys
public record Offer(
        Octets key, EvpnRoute route, OfferedAttributes attributes, Preference preference) {

    public static Offer of(EvpnRoute route, OfferedAttributes attributes) {
        return new Offer(route.key(), route, attributes, Preference.DEFAULT);
    }
}
