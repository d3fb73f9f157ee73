package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Unrecognized;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.octets.Octets;

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

    /// @throws IllegalArgumentException when no OPEN can say this
    public SessionSettings {
        // It names what is wrong, and refuses all that no peer would accept.
        capabilities = List.copyOf(capabilities);
        Open.of(localAs, timers.hold(), identifier, capabilities);
        required = List.copyOf(required);
        if (required.stream().anyMatch(code -> (code & 0xff) != code)) {
            throw new IllegalArgumentException("the code of a capability is an octet");
        }
    }

    public SessionSettings withCapabilities(List<Capability> changed) {
        return new SessionSettings(
                localAs, identifier, remoteAs, passive, timers, changed, required);
    }

    public SessionSettings withPassive() {
        return new SessionSettings(
                localAs, identifier, remoteAs, true, timers, capabilities, required);
    }

    /// The capabilities of a code that this speaker announces; an empty one where it does not.
    List<Capability> announced(int code) {
        if (code == FourOctetAs.CODE) {
            return List.of(new FourOctetAs(localAs));
        }
        var announced =
                capabilities.stream().filter(capability -> capability.code() == code).toList();
        return announced.isEmpty() ? List.of(new Unrecognized(code, Octets.EMPTY)) : announced;
    }

    /// Whether there can be a session with a peer that knows no capabilities.
    boolean goWithoutCapabilities() {
        boolean unicastIsWanted =
                capabilities.stream().noneMatch(Multiprotocol.class::isInstance)
                        || capabilities.contains(new Multiprotocol(AddressFamily.IPV4_UNICAST));
        return required.isEmpty() && unicastIsWanted;
    }
}
