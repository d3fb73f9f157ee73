package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What becomes of a path on its way to one peer.
final class NaiveExport {
    private final NaiveTraits speaker;
    private final Peer to;
    private final ExportSettings settings;

    NaiveExport(NaiveTraits speaker, Peer to, ExportSettings settings) {
        this.speaker = speaker;
        this.to = to;
        this.settings = settings;
    }

    /// What the peer is told of the path; nothing if it may not know of it.
    Optional<Received> told(NaivePath path) {
        if (!passes(path)) {
            return Optional.empty();
        }
        var policy = settings.policy();
        if (policy == null || !isEvpn(path)) {
            var nextHop = replacesNextHop(path) ? ownNextHop() : path.nextHop();
            return Optional.of(
                    new Received(path.route(), nextHop, rewritten(path, path.attributes(), false)));
        }
        var offered = path.attributes();
        if (losesMed(path)) {
            offered = offered.without(AttributeCode.MULTI_EXIT_DISC);
        }
        return NaivePolicy.of(policy)
                .apply(new NaivePolicy.Offer(path, offered, to.address(), settings.ownAddress()))
                .map(
                        permitted -> {
                            boolean replaced = !permitted.nextHopGiven() && replacesNextHop(path);
                            return new Received(
                                    permitted.route(),
                                    replaced ? ownNextHop() : permitted.nextHop(),
                                    rewritten(path, permitted.attributes(), true));
                        });
    }

    /// What is said to be wanted in place of what is (RFC 4684 section 3.2), as this speaker's own.
    Received stated(RouteTargetMembership membership) {
        boolean external = to.kind() == PeerKind.EXTERNAL;
        return new Received(
                new NaiveRoute.Target(membership),
                settings.ownAddress() == null
                        ? Octets.of(10, 0, 0, 254)
                        : octets(settings.ownAddress()),
                external
                        ? PathAttributes.of(Origin.IGP, ours(AsPath.EMPTY))
                        : PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100)));
    }

    private static boolean isEvpn(NaivePath path) {
        return path.route() instanceof NaiveRoute.Evpn;
    }

    private boolean passes(NaivePath path) {
        var from = path.peer();
        // RFC 4684 section 3.2: a client is told even of its own memberships.
        boolean backToClient = !isEvpn(path) && to.kind() == PeerKind.CLIENT;
        if (from.equals(to) && !backToClient) {
            return false;
        }
        // RFC 8212
        if (to.kind() == PeerKind.EXTERNAL
                && settings.requiresPolicy()
                && settings.policy() == null) {
            return false;
        }
        if (has(path, Community.NO_ADVERTISE)) {
            return false;
        }
        // RFC 9494 section 4.3
        if (has(path, Community.LLGR_STALE)
                && to.negotiated().longLivedGracefulRestart().isEmpty()) {
            return false;
        }
        return switch (to.kind()) {
            case EXTERNAL ->
                    !has(path, Community.NO_EXPORT) && !has(path, Community.NO_EXPORT_SUBCONFED);
            case INTERNAL -> from.kind() != PeerKind.INTERNAL;
            case CLIENT ->
                    from.kind() != PeerKind.CLIENT || speaker.clientToClient() || backToClient;
            case LOCAL -> throw new IllegalArgumentException("nobody tells itself");
        };
    }

    private static boolean has(NaivePath path, Community community) {
        return path.attributes()
                .find(Communities.class)
                .filter(list -> list.asList().contains(community))
                .isPresent();
    }

    private boolean isReflected(NaivePath path) {
        boolean fromInside =
                path.peer().kind() == PeerKind.CLIENT || path.peer().kind() == PeerKind.INTERNAL;
        return fromInside && to.kind() != PeerKind.EXTERNAL;
    }

    private boolean replacesNextHop(NaivePath path) {
        return switch (settings.nextHop()) {
            // RFC 4684 section 3.2
            case NextHopRule.Unchanged unchanged ->
                    !isEvpn(path) && to.kind() == PeerKind.CLIENT && settings.ownAddress() != null;
            case NextHopRule.Self self ->
                    !isReflected(path) || self.reflectedToo() || !isEvpn(path);
        };
    }

    private Octets ownNextHop() {
        return octets(
                settings.nextHop() instanceof NextHopRule.Self self
                        ? self.address()
                        : Objects.requireNonNull(settings.ownAddress()));
    }

    private static Octets octets(IpAddress address) {
        var octets = new OctetWriter();
        address.encode(octets);
        return octets.toOctets();
    }

    /// RFC 7947: from one outside to another.
    private boolean isTransparent(NaivePath path) {
        return settings.routeServerClient() && path.peer().kind() == PeerKind.EXTERNAL;
    }

    /// MULTI_EXIT_DISC of another AS is not told to a third (RFC 4271 section 5.1.4).
    private boolean losesMed(NaivePath path) {
        return to.kind() == PeerKind.EXTERNAL
                && !isTransparent(path)
                && path.peer().kind() != PeerKind.LOCAL;
    }

    private PathAttributes rewritten(
            NaivePath path, PathAttributes attributes, boolean afterPolicy) {
        if (to.kind() == PeerKind.EXTERNAL) {
            var left = leavingTheAs(path, attributes.forPropagation());
            return losesMed(path) && !afterPolicy
                    ? left.without(AttributeCode.MULTI_EXIT_DISC)
                    : left;
        }
        if (isReflected(path)) {
            return reflected(path, attributes.forPropagation());
        }
        var inside =
                path.peer().kind() == PeerKind.LOCAL ? attributes : attributes.forPropagation();
        return inside.has(AttributeCode.LOCAL_PREF) ? inside : inside.with(new LocalPref(100));
    }

    /// RFC 4271 section 5.1, RFC 4360 section 6, RFC 7311 section 3.4; RFC 7947 section 2.2 for the
    /// clients of a route server.
    private PathAttributes leavingTheAs(NaivePath path, PathAttributes attributes) {
        var asPath = attributes.find(AsPath.class).orElseThrow().withoutConfederation();
        var left =
                attributes
                        .without(AttributeCode.LOCAL_PREF)
                        .without(AttributeCode.ORIGINATOR_ID)
                        .without(AttributeCode.CLUSTER_LIST)
                        .without(AttributeCode.AIGP)
                        .with(isTransparent(path) ? asPath : ours(asPath));
        var communities = extendedCommunities(left);
        var transitive = communities.stream().filter(ExtendedCommunity::isTransitive).toList();
        if (isTransparent(path) || transitive.equals(communities)) {
            return left;
        }
        return transitive.isEmpty()
                ? left.without(AttributeCode.EXTENDED_COMMUNITIES)
                : left.with(ExtendedCommunities.of(transitive.toArray(ExtendedCommunity[]::new)));
    }

    /// Behind the AS that the peer takes this speaker to be in, if that is another.
    private AsPath ours(AsPath path) {
        var localAs = settings.localAs();
        if (localAs == null) {
            return path.prepend(NaiveSpeaker.AS);
        }
        return localAs.inPlace()
                ? path.prepend(localAs.asn())
                : path.prepend(NaiveSpeaker.AS).prepend(localAs.asn());
    }

    /// RFC 4456 section 8; RFC 4684 section 3.2 for memberships.
    private PathAttributes reflected(NaivePath path, PathAttributes attributes) {
        var announcer = path.peer().identifier();
        var originator =
                attributes.find(OriginatorId.class).map(OriginatorId::originator).orElse(announcer);
        BgpIdentifier cluster =
                settings.clusterId() == null ? speaker.clusterId() : settings.clusterId();
        if (!isEvpn(path) && to.kind() == PeerKind.CLIENT) {
            // As if it began here, for whoever of the clients it came from.
            return attributes
                    .with(new OriginatorId(NaiveSpeaker.HERE))
                    .with(ClusterList.of(cluster));
        }
        var clusters =
                attributes
                        .find(ClusterList.class)
                        .map(list -> list.prepend(cluster))
                        .orElseGet(() -> ClusterList.of(cluster));
        return attributes.with(new OriginatorId(originator)).with(clusters);
    }

    private static List<ExtendedCommunity> extendedCommunities(PathAttributes attributes) {
        return attributes
                .find(ExtendedCommunities.class)
                .map(ExtendedCommunities::asList)
                .orElse(List.of());
    }

    /// What a route can be wanted by, in the octets of each.
    static List<Long> routeTargets(PathAttributes attributes) {
        return extendedCommunities(attributes).stream()
                .filter(each -> each instanceof RouteTarget || each instanceof EsImportRouteTarget)
                .map(ExtendedCommunity::bits)
                .toList();
    }
}
