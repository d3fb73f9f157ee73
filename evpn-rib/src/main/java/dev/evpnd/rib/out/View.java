package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.Propagation;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// How a peer sees the Loc-RIB of a family: everything on which depends what it is told and in
/// which octets. Peers with equal views are an [UpdateGroup].
///
/// What a peer holds is a function of its view, of what it wants ([Membership]), and of what was
/// chosen; so it need not be kept for each of them.
///
/// @param pathIds whether routes have path identifiers (RFC 7911)
/// @param paths how many paths to a destination are told, 1 without path identifiers
/// @param longLived whether stale paths of long-lived graceful restart are told (RFC 9494)
/// @param constrained whether members are told what they want alone (RFC 4684)
/// @param memberships that members are told in place of all others, or null
/// @param policyPeer the peer's address, where the policy asks for it
/// @param ownAddress this speaker's on the session, where it is told: as the next hop of
///   memberships, or because the policy asks for it
/// @param localAs that external members take this speaker to be in, or null for its own
/// @param silent whether nothing is told at all, because no policy says what (RFC 8212)
record View(
        RouteFamily family,
        PeerKind kind,
        boolean fourOctetAs,
        int maxMessageLength,
        boolean pathIds,
        int paths,
        boolean longLived,
        boolean constrained,
        boolean silent,
        boolean routeServerClient,
        @Nullable LocalAs localAs,
        NextHopRule nextHop,
        BgpIdentifier clusterId,
        boolean clientToClient,
        @Nullable List<RouteTargetMembership> memberships,
        @Nullable Policy policy,
        @Nullable IpAddress policyPeer,
        @Nullable IpAddress ownAddress) {

    static View of(RouteFamily family, Peer peer, ExportSettings settings, Speaker speaker) {
        var negotiated = peer.negotiated();
        boolean pathIds = negotiated.addPathSend().contains(family.family());
        boolean evpn = family == RouteFamily.EVPN;
        var policy = evpn ? settings.policy() : null;
        return new View(
                family,
                peer.kind(),
                negotiated.fourOctetAs(),
                negotiated.maxSendLength(),
                pathIds,
                pathIds ? settings.paths() : 1,
                negotiated.longLivedGracefulRestart().isPresent(),
                evpn && negotiated.families().contains(AddressFamily.RT_CONSTRAINT),
                peer.kind() == PeerKind.EXTERNAL
                        && settings.requiresPolicy()
                        && settings.policy() == null,
                settings.routeServerClient(),
                peer.kind() == PeerKind.EXTERNAL ? settings.localAs() : null,
                settings.nextHop(),
                Objects.requireNonNullElse(settings.clusterId(), speaker.clusterId()),
                speaker.clientToClient(),
                evpn ? null : settings.memberships(),
                policy,
                policy != null && policy.looksAtPeer() ? peer.address() : null,
                !evpn || policy != null && policy.looksAtPeer() ? settings.ownAddress() : null);
    }

    /// Whether a path may be told to the members, all but the peer that announced it.
    ///
    /// @param source of the path, or [Source#NONE]
    boolean passes(int source, Propagation route) {
        return withheld(source, route) == null;
    }

    /// Why a path may not be told to any member, or null where it may.
    @Nullable Withheld withheld(int source, Propagation route) {
        if (source == Source.NONE) {
            return Withheld.NO_PATH;
        }
        if (silent) {
            return Withheld.NO_POLICY;
        }
        if (memberships != null) {
            return Withheld.STATED_MEMBERSHIPS;
        }
        if (!route.isAdvertised()) {
            return Withheld.NO_ADVERTISE;
        }
        if (route.isLongLivedStale() && !longLived) {
            return Withheld.LONG_LIVED_STALE;
        }
        var from = Source.kind(source);
        return switch (kind) {
            case CLIENT ->
                    from != PeerKind.CLIENT || clientToClient || !isOfEvpn()
                            ? null
                            : Withheld.CLIENT_TO_CLIENT;
            // RFC 4456 section 6: what another announces goes to the clients alone.
            case INTERNAL -> from != PeerKind.INTERNAL ? null : Withheld.NON_CLIENT_TO_NON_CLIENT;
            case EXTERNAL -> route.isExported() ? null : Withheld.NO_EXPORT;
            case LOCAL -> Withheld.OWN;
        };
    }

    /// What members are told that no table has.
    List<RouteTargetMembership> stated() {
        return memberships == null ? List.of() : memberships;
    }

    /// Whether clients are told even of what they announced themselves: of memberships, for a
    /// client that is told of none would announce no routes to who wants them (RFC 4684 section
    /// 3.2).
    boolean returnsToClients() {
        return !isOfEvpn() && kind == PeerKind.CLIENT;
    }

    boolean isOfEvpn() {
        return family == RouteFamily.EVPN;
    }

    /// The AS_PATH of what leaves the AS of this speaker, on its way to the members.
    AsPath leaving(AsPath path, Asn own) {
        return localAs == null ? path.prepend(own) : localAs.told(path, own);
    }

    /// Whether the path goes from one external peer to another as if this speaker were not there
    /// (RFC 7947).
    boolean isTransparentTo(int source) {
        return routeServerClient && Source.kind(source) == PeerKind.EXTERNAL;
    }

    /// What takes the place of the next hop of a path, or null where that is left alone.
    @Nullable IpAddress nextHopInPlace(int source) {
        if (nextHop instanceof NextHopRule.Self(var address, var reflectedToo)
                && (reflectedToo || !reflects(source) || !isOfEvpn())) {
            return address;
        }
        // RFC 4684 section 3.2: so that a client takes what it has announced itself.
        return returnsToClients() ? ownAddress : null;
    }

    /// Whether the path is told as it was received but for the marks of a reflector.
    boolean reflects(int source) {
        return kind != PeerKind.EXTERNAL
                && (Source.kind(source) == PeerKind.CLIENT
                        || Source.kind(source) == PeerKind.INTERNAL);
    }
}
