package dev.evpnd.rib.model;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// A route of one of the families that are kept.
sealed interface NaiveRoute {
    Key key();

    /// What a route replaces another by.
    record Key(AddressFamily family, Octets octets) {}

    /// A route of EVPN.
    record Evpn(EvpnRoute route) implements NaiveRoute {
        @Override
        public Key key() {
            return new Key(AddressFamily.L2VPN_EVPN, route.key());
        }
    }

    /// A Route Target membership, which is all key.
    record Target(RouteTargetMembership membership) implements NaiveRoute {
        @Override
        public Key key() {
            var octets = new OctetWriter();
            membership.encode(octets);
            return new Key(AddressFamily.RT_CONSTRAINT, octets.toOctets());
        }
    }
}
