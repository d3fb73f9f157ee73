package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Negotiated;

import java.util.ArrayList;
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
        boolean longLived,
        Promise promise) {

    /// What a peer announces of its restarts.
    enum Promise {
        /// Nothing.
        NONE,
        /// That it helps others, and no more.
        HELPS,
        /// That its routes are to be kept, and that it has lost its own state in the last restart.
        LOST,
        /// That its routes are to be kept, as its own state was.
        KEPT,
        /// The same, and over a NOTIFICATION, too.
        KEPT_OVER_NOTIFICATION,
        /// The same, of EVPN alone.
        KEPT_EVPN
    }

    private static final int RESTART_SECONDS = 120;
    private static final int LONG_LIVED_SECONDS = 300;

    /// An internal session with nothing beside EVPN.
    static Session of(PeerKind kind) {
        return new Session(kind, true, false, false, false, false, false, Promise.NONE);
    }

    /// The same with a peer of another kind.
    Session withKind(PeerKind changed) {
        return new Session(
                changed,
                fourOctetAs,
                constrained,
                sendsPaths,
                takesPaths,
                enhancedRefresh,
                longLived,
                promise);
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
                capabilities());
    }

    private static Set<AddressFamily> evpnIf(boolean negotiated) {
        return negotiated ? Set.of(AddressFamily.L2VPN_EVPN) : Set.of();
    }

    private List<Capability> capabilities() {
        var capabilities = new ArrayList<Capability>();
        if (promise != Promise.NONE || longLived) {
            capabilities.add(gracefulRestart());
        }
        if (longLived) {
            capabilities.add(new LongLivedGracefulRestart(longLivedEntries()));
        }
        return capabilities;
    }

    /// Of memberships it is promised by those alone who say that they have kept everything.
    private List<LongLivedGracefulRestart.Entry> longLivedEntries() {
        var evpn = AddressFamily.L2VPN_EVPN;
        int kept = LongLivedGracefulRestart.Entry.FORWARDING_STATE;
        return switch (promise) {
            case NONE -> List.of();
            case HELPS, LOST -> List.of(longLived(evpn, 0));
            case KEPT, KEPT_EVPN -> List.of(longLived(evpn, kept));
            case KEPT_OVER_NOTIFICATION ->
                    families().stream().map(family -> longLived(family, kept)).toList();
        };
    }

    private static LongLivedGracefulRestart.Entry longLived(AddressFamily family, int flags) {
        return new LongLivedGracefulRestart.Entry(family, flags, LONG_LIVED_SECONDS);
    }

    private GracefulRestart gracefulRestart() {
        var kept = GracefulRestart.Entry.FORWARDING_STATE;
        return switch (promise) {
            case NONE, HELPS -> gracefulRestart(0, Set.of(), 0);
            case LOST -> gracefulRestart(0, families(), 0);
            case KEPT -> gracefulRestart(0, families(), kept);
            case KEPT_OVER_NOTIFICATION ->
                    gracefulRestart(GracefulRestart.NOTIFICATION, families(), kept);
            case KEPT_EVPN -> gracefulRestart(0, Set.of(AddressFamily.L2VPN_EVPN), kept);
        };
    }

    private static GracefulRestart gracefulRestart(
            int restartFlags, Set<AddressFamily> families, int flags) {
        return new GracefulRestart(
                restartFlags,
                RESTART_SECONDS,
                families.stream().map(family -> new GracefulRestart.Entry(family, flags)).toList());
    }
}
