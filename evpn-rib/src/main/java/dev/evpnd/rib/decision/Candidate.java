package dev.evpnd.rib.decision;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.AttributeSet;

/// What the decision looks at of one path.
///
/// @param path its number
/// @param peer that announced it
/// @param arrival when it came, as a number that grows
/// @param macIp whether the route is a MAC/IP Advertisement, to which mobility applies
public record Candidate(int path, AttributeSet attributes, Peer peer, int arrival, boolean macIp) {}
