package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.speaker.session.Peering;
import dev.evpnd.speaker.transport.SocketState;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// What a peer and its session are like at a moment.
///
/// @param peer if the session is established
/// @param ends of the connection of the session, or of the last one; null before there was one
/// @param socket of the session, as far as the system tells of it
/// @param changedMillisAgo when the session was established or ended last
/// @param changes how often it was either
/// @param inputWaiting octets that came and are not applied yet
/// @param outputWaiting octets that are written and not with the system yet
/// @param paused whether nothing is read of what the peer sends, because too much waits
/// @param overLimit whether it was ended for its number of routes
/// @param lastError of an attempt to connect
public record PeerStatus(
        IpAddress address,
        boolean dynamic,
        NeighborSettings settings,
        Peering peering,
        @Nullable Peer peer,
        @Nullable Ends ends,
        Optional<SocketState> socket,
        long changedMillisAgo,
        long changes,
        MessageCounts.Snapshot received,
        MessageCounts.Snapshot sent,
        FaultCounts faults,
        long inputWaiting,
        long outputWaiting,
        boolean paused,
        boolean overLimit,
        String lastError) {

    public boolean isEstablished() {
        return peer != null;
    }
}
