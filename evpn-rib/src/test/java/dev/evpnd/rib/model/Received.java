package dev.evpnd.rib.model;

import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

/// What a peer holds of one route.
record Received(EvpnRoute route, Octets nextHop, PathAttributes attributes) {}
