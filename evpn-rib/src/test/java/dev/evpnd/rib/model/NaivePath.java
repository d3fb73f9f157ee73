package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.Octets;

/// What a peer announced of one route.
record NaivePath(Peer peer, NaiveRoute route, Octets nextHop, PathAttributes attributes) {}
