package dev.evpnd.rib.peer;

import dev.evpnd.rib.policy.Policy;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a peer is told.
///
/// @param policy that what is told goes through, or null where there is none
/// @param requiresPolicy whether an external peer without a policy is told nothing (RFC 8212)
/// @param routeServerClient whether an external peer is told of routes as if it were told by the
///   one who announced them: without this AS in the path (RFC 7947)
/// @param nextHop what is put in place of the next hops of routes
/// @param ownAddress this speaker's on the session, or null where no policy puts it in place of
///   next hops
/// @param paths how many paths to a destination a peer is told that takes more than one (RFC 7911):
///   so many of the best, or [#ALL_PATHS]
/// @param clusterId that is put in front of the CLUSTER_LIST of what is reflected, or null for that
///   of this speaker
/// @param memberships that a peer with Route Target constraint is told, in place of all that others
///   want, or null where it is told that: the default one alone says that everything is wanted (RFC
///   4684 section 3.2)
/// @param membershipSeconds for which a peer with Route Target constraint may take to say what it
///   wants before it is told anything (RFC 4684 section 6)
/// @param localAs that an external peer takes this speaker to be in, or null for its own
public record ExportSettings(
        @Nullable Policy policy,
        boolean requiresPolicy,
        boolean routeServerClient,
        NextHopRule nextHop,
        @Nullable IpAddress ownAddress,
        int paths,
        @Nullable BgpIdentifier clusterId,
        @Nullable List<RouteTargetMembership> memberships,
        int membershipSeconds,
        @Nullable LocalAs localAs) {

    /// The one membership that says that everything is wanted.
    public static final List<RouteTargetMembership> EVERYTHING =
            List.of(RouteTargetMembership.DEFAULT);

    private static final int DEFAULT_MEMBERSHIP_SECONDS = 60;

    /// No more of the best are told than so many, or else all: each takes a choice among the
    /// others.
    public static final int MOST_BEST_PATHS = 16;

    /// As many paths as there are.
    public static final int ALL_PATHS = Integer.MAX_VALUE;

    public static final ExportSettings DEFAULT =
            new ExportSettings(
                    null,
                    true,
                    false,
                    NextHopRule.UNCHANGED,
                    null,
                    1,
                    null,
                    null,
                    DEFAULT_MEMBERSHIP_SECONDS,
                    null);

    public ExportSettings {
        memberships = memberships == null ? null : List.copyOf(memberships);
        if (paths < 1 || paths > MOST_BEST_PATHS && paths != ALL_PATHS) {
            throw new IllegalArgumentException(
                    "a peer is told of 1 to " + MOST_BEST_PATHS + " paths, or of all");
        }
        if (membershipSeconds < 0) {
            throw new IllegalArgumentException("a peer is not waited for for less than no time");
        }
        if (policy != null && policy.looksAtPeer() && ownAddress == null) {
            throw new IllegalArgumentException("the policy asks for our own address");
        }
    }

    public ExportSettings withPolicy(@Nullable Policy changed) {
        return new ExportSettings(
                changed,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withRequiresPolicy(boolean changed) {
        return new ExportSettings(
                policy,
                changed,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withRouteServerClient(boolean changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                changed,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withNextHop(NextHopRule changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                changed,
                ownAddress,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withOwnAddress(@Nullable IpAddress changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                changed,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withPaths(int changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                changed,
                clusterId,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withClusterId(@Nullable BgpIdentifier changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                changed,
                memberships,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withMemberships(@Nullable List<RouteTargetMembership> changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                changed,
                membershipSeconds,
                localAs);
    }

    public ExportSettings withMembershipSeconds(int changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                memberships,
                changed,
                localAs);
    }

    public ExportSettings withLocalAs(@Nullable LocalAs changed) {
        return new ExportSettings(
                policy,
                requiresPolicy,
                routeServerClient,
                nextHop,
                ownAddress,
                paths,
                clusterId,
                memberships,
                membershipSeconds,
                changed);
    }
}
