package dev.evpnd.rib.peer;

import dev.evpnd.wire.address.BgpIdentifier;

import org.jspecify.annotations.Nullable;

/// What a peer is told.
///
/// @param requiresPolicy whether an external peer without a policy is told nothing (RFC 8212)
/// @param routeServerClient whether an external peer is told of routes as if it were told by the one
///   who announced them: without this AS in the path (RFC 7947)
/// @param nextHop what is put in place of the next hops of routes
/// @param paths how many paths to a destination a peer is told that takes more than one (RFC 7911):
///   so many of the best, or [#ALL_PATHS]
/// @param clusterId that is put in front of the CLUSTER_LIST of what is reflected, or null for that
///   of this speaker
/// @param defaultMembership whether a peer with Route Target constraint is told that everything is
///   wanted, in place of what is (RFC 4684 section 3.2)
public record ExportSettings(
        boolean requiresPolicy,
        boolean routeServerClient,
        NextHopRule nextHop,
        int paths,
        @Nullable BgpIdentifier clusterId,
        boolean defaultMembership) {

    /// As many paths as there are.
    public static final int ALL_PATHS = Integer.MAX_VALUE;

    public static final ExportSettings DEFAULT =
            new ExportSettings(true, false, NextHopRule.UNCHANGED, 1, null, false);

    public ExportSettings {
        if (paths < 1) {
            throw new IllegalArgumentException("a peer is told of one path or more");
        }
    }

    public ExportSettings withRequiresPolicy(boolean changed) {
        return new ExportSettings(
                changed, routeServerClient, nextHop, paths, clusterId, defaultMembership);
    }

    public ExportSettings withRouteServerClient(boolean changed) {
        return new ExportSettings(
                requiresPolicy, changed, nextHop, paths, clusterId, defaultMembership);
    }

    public ExportSettings withNextHop(NextHopRule changed) {
        return new ExportSettings(
                requiresPolicy, routeServerClient, changed, paths, clusterId, defaultMembership);
    }

    public ExportSettings withPaths(int changed) {
        return new ExportSettings(
                requiresPolicy, routeServerClient, nextHop, changed, clusterId, defaultMembership);
    }

    public ExportSettings withClusterId(BgpIdentifier changed) {
        return new ExportSettings(
                requiresPolicy, routeServerClient, nextHop, paths, changed, defaultMembership);
    }

    public ExportSettings withDefaultMembership(boolean changed) {
        return new ExportSettings(
                requiresPolicy, routeServerClient, nextHop, paths, clusterId, changed);
    }
}
