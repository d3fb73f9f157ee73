package dev.evpnd.testbed.peer;

import java.util.EnumSet;
import java.util.Set;

/// A session as a peer shows it.
///
/// @param neighbor the other end's address
/// @param state its state
/// @param sent the capabilities the peer sent, as far as it tells
/// @param received the capabilities its neighbour sent, as far as it tells
public record SessionSeen(
        String neighbor,
        SessionState state,
        Set<SessionCapability> sent,
        Set<SessionCapability> received) {

    /// Copies the sets.
    public SessionSeen {
        sent = Set.copyOf(sent);
        received = Set.copyOf(received);
    }

    /// Whether it is up.
    ///
    /// @return true if so
    public boolean isEstablished() {
        return state == SessionState.ESTABLISHED;
    }

    /// What both ends sent.
    ///
    /// @return the capabilities
    public Set<SessionCapability> negotiated() {
        var both = EnumSet.noneOf(SessionCapability.class);
        both.addAll(sent);
        both.retainAll(received);
        return both;
    }
}
