package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.RouteFamily;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What was received from a peer of whom something is there.
///
/// @param established whether it has a session, and is not one of whom routes are merely left
/// @param received by the families that it has, or had
public record PeerCounters(
        Peer peer, boolean established, Map<RouteFamily, InboundCounters> received) {

    public PeerCounters {
        received = Collections.unmodifiableMap(new TreeMap<>(received));
    }
}
