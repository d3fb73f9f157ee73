package dev.evpnd.speaker.query;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.session.SessionState;

/// A peer, and what of a family's routes passes between it and this speaker.
///
/// @param told routes that it holds of this speaker's, or will when it has caught up
public record PeerSummary(PeerView view, RouteFamily family, long told) {

    public boolean isEstablished() {
        return view.status().peering().state() == SessionState.ESTABLISHED;
    }

    /// Whether the session carries the family.
    public boolean isNegotiated() {
        var peer = view.status().peer();
        return peer != null && peer.negotiated().families().contains(family.family());
    }

    /// Routes of the peer that may be chosen.
    public int accepted() {
        var counters = view.received().get(family);
        return counters == null ? 0 : counters.accepted();
    }

    /// Whether nothing is taken from the peer, for it is external and has no policy in (RFC 8212).
    public boolean lacksPolicyIn() {
        var imports = view.status().settings().routes().imports();
        return isExternal() && imports.requiresPolicy() && imports.policy() == null;
    }

    /// Whether nothing is told to the peer, for it is external and has no policy out.
    public boolean lacksPolicyOut() {
        var exports = view.status().settings().routes().exports();
        return isExternal() && exports.requiresPolicy() && exports.policy() == null;
    }

    private boolean isExternal() {
        var peer = view.status().peer();
        return peer != null && peer.kind() == PeerKind.EXTERNAL;
    }
}
