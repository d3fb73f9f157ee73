package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.wire.address.IpAddress;

import java.util.Optional;

/// How a peer is treated.
///
/// @param group by whose name it is configured
/// @param shutdown if the session is not wanted, with what the peer is told
/// @param client whether an internal peer is a client of this reflector
/// @param session that has to begin anew where this changes
/// @param transport the same
/// @param routes that may change while the session lasts; where [#nextHopSelf] or a policy asks for
///   this speaker's address, the one of the connection is put in when it is known
/// @param nextHopSelf whether the next hop becomes this speaker's address on the session
public record NeighborSettings(
        Optional<String> group,
        String description,
        Optional<String> shutdown,
        boolean client,
        SessionSettings session,
        TransportSettings transport,
        PeerSettings routes,
        NextHopSelf nextHopSelf) {

    /// Whether next hops become the address that this speaker has on the session.
    public enum NextHopSelf {
        /// They are left alone.
        NO,
        /// They do, but those of routes that are reflected.
        YES,
        /// Those of routes that are reflected do, too.
        FORCED
    }

    NeighborSettings withSession(SessionSettings changed) {
        return new NeighborSettings(
                group, description, shutdown, client, changed, transport, routes, nextHopSelf);
    }

    NeighborSettings withShutdown(Optional<String> changed) {
        return new NeighborSettings(
                group, description, changed, client, session, transport, routes, nextHopSelf);
    }

    /// Whether a session that went by others has to begin anew to go by these.
    boolean needsNewSession(NeighborSettings before) {
        return client != before.client
                || !session.equals(before.session)
                || !transport.equals(before.transport);
    }

    /// How routes are treated on a session on which this end has an address.
    PeerSettings routesAt(IpAddress local) {
        var exports = routes.exports();
        var policy = exports.policy();
        // Peers that are told the same share their messages, so that nothing is told apart that
        // need not be.
        var placed =
                policy != null && policy.looksAtPeer() ? exports.withOwnAddress(local) : exports;
        return new PeerSettings(
                routes.imports(),
                switch (nextHopSelf) {
                    case NO -> placed;
                    case YES -> placed.withNextHop(new NextHopRule.Self(local, false));
                    case FORCED -> placed.withNextHop(new NextHopRule.Self(local, true));
                });
    }
}
