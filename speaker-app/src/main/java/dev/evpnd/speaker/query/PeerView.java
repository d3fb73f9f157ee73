package dev.evpnd.speaker.query;

import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A peer, its session, and what of its routes is here.
///
/// @param received by family; of a peer without a session, what is left of its routes
/// @param since when the session was established or ended last
/// @param lastEnd when the last session or attempt at one ended
public record PeerView(
        PeerStatus status,
        Map<RouteFamily, InboundCounters> received,
        Instant since,
        Optional<Instant> lastEnd) {

    /// What the peer announced with its session, of a kind: the last where it did so twice.
    public <T extends Capability> Optional<T> announced(Class<T> kind) {
        var peer = status.peer();
        return peer == null
                ? Optional.empty()
                : peer.negotiated().received().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .reduce((_, second) -> second);
    }

    /// The host that the peer says it is, with its session.
    public Optional<String> hostName() {
        return announced(Fqdn.class).map(Fqdn::hostName).filter(name -> !name.isEmpty());
    }

    /// The AS that the peer is in or, without a session, has to be in; nothing where that may be
    /// any other than this speaker's.
    public Optional<Asn> remoteAs() {
        var peer = status.peer();
        if (peer != null) {
            return Optional.of(peer.asn());
        }
        var session = status.settings().session();
        return switch (session.remoteAs()) {
            case RemoteAs.Exactly(var asn) -> Optional.of(asn);
            case RemoteAs.Internal _ -> Optional.of(session.localAs());
            case RemoteAs.External _ -> Optional.empty();
        };
    }
}
