package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Negotiated;

import java.util.List;
import java.util.Set;

/// What a session of the model was agreed to be.
///
/// @param constrained whether it has the family of Route Target memberships beside EVPN
/// @param sendsPaths whether the peer announces EVPN routes with path identifiers
/// @param takesPaths whether it takes EVPN routes with path identifiers
record Session(
        PeerKind kind,
        boolean fourOctetAs,
        boolean constrained,
        boolean sendsPaths,
        boolean takesPaths,
        boolean enhancedRefresh,
        boolean longLived) {

    /// An internal session with nothing beside EVPN.
    static Session of(PeerKind kind) {
        return new Session(kind, true, false, false, false, false, false);
    }

    Set<AddressFamily> families() {
        return constrained
                ? Set.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT)
                : Set.of(AddressFamily.L2VPN_EVPN);
    }

    /// The session as this speaker sees it.
    Negotiated ours() {
        return negotiated(sendsPaths, takesPaths);
    }

    /// The session as the peer sees it.
    Negotiated theirs() {
        return negotiated(takesPaths, sendsPaths);
    }

    private Negotiated negotiated(boolean receivesPaths, boolean sendsThem) {
        return new Negotiated(
                kind == PeerKind.EXTERNAL,
                fourOctetAs,
                families(),
                evpnIf(receivesPaths),
                evpnIf(sendsThem),
                Set.of(),
                false,
                false,
                true,
                enhancedRefresh,
                longLived ? longLivedCapabilities() : List.of());
    }

    private static Set<AddressFamily> evpnIf(boolean negotiated) {
        return negotiated ? Set.of(AddressFamily.L2VPN_EVPN) : Set.of();
    }

    private static List<Capability> longLivedCapabilities() {
        return List.of(
                new GracefulRestart(0, 120, List.of()), new LongLivedGracefulRestart(List.of()));
    }
}
