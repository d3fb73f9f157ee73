package dev.evpnd.rib.model;

import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.Octets;

/// What a peer holds of one route.
record Received(NaiveRoute route, Octets nextHop, PathAttributes attributes) {}
