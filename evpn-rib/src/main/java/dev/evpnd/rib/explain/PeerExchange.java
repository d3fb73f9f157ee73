package dev.evpnd.rib.explain;

import dev.evpnd.rib.in.Inflow;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.RouteFamily;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// How far a peer and this speaker have come with telling each other their routes.
///
/// @param established whether there is a session, and not merely something left of one
/// @param families that the peer has, or had
public record PeerExchange(Peer peer, boolean established, Map<RouteFamily, OfFamily> families) {

    public PeerExchange {
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    /// @param in what comes from the peer
    /// @param endOfRibSent whether it was told that this was all there is
    /// @param updateGroup in which it is told, by its place among them; none where it is not told
    public record OfFamily(Inflow in, boolean endOfRibSent, OptionalInt updateGroup) {}
}
