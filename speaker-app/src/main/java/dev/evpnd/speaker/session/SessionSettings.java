package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;

import java.util.List;

/// What this speaker says of itself to a peer, and what it expects of it. A session has to begin
/// anew to go by others.
///
/// @param localAs that the peer is told this speaker is in
/// @param identifier of this speaker
/// @param passive whether it waits for the peer to connect
/// @param capabilities to announce, without the number of the AS, which [#localAs] is for
/// @param required capabilities, by their code, without which a peer is refused (RFC 5492 section
///   5)
public record SessionSettings(
        Asn localAs,
        BgpIdentifier identifier,
        RemoteAs remoteAs,
        boolean passive,
        SessionTimers timers,
        List<Capability> capabilities,
        List<Integer> required) {

    public SessionSettings {
        capabilities = List.copyOf(capabilities);
        required = List.copyOf(required);
    }

    public SessionSettings withCapabilities(List<Capability> changed) {
        return new SessionSettings(
                localAs, identifier, remoteAs, passive, timers, changed, required);
    }
}
