package dev.evpnd.rib.route;

import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.RouteTarget;

import java.util.Arrays;

/// What the attributes of a route say about who may be told of it.
public final class Propagation {
    private static final long[] NO_TARGETS = new long[0];

    private final boolean advertised;
    private final boolean exported;
    private final boolean longLivedStale;
    private final long[] routeTargets;

    private Propagation(
            boolean advertised, boolean exported, boolean longLivedStale, long[] routeTargets) {
        this.advertised = advertised;
        this.exported = exported;
        this.longLivedStale = longLivedStale;
        this.routeTargets = routeTargets;
    }

    static Propagation of(PathAttributes attributes) {
        boolean advertised = true;
        boolean exported = true;
        boolean stale = false;
        var communities = attributes.find(Communities.class).orElse(null);
        if (communities != null) {
            advertised = !communities.contains(Community.NO_ADVERTISE);
            exported =
                    !communities.contains(Community.NO_EXPORT)
                            && !communities.contains(Community.NO_EXPORT_SUBCONFED);
            stale = communities.contains(Community.LLGR_STALE);
        }
        return new Propagation(advertised, exported, stale, targets(attributes));
    }

    private static long[] targets(PathAttributes attributes) {
        return attributes
                .find(ExtendedCommunities.class)
                .map(
                        communities ->
                                communities.asList().stream()
                                        .filter(Propagation::isTarget)
                                        .mapToLong(ExtendedCommunity::bits)
                                        .sorted()
                                        .distinct()
                                        .toArray())
                .orElse(NO_TARGETS);
    }

    /// RFC 7432 section 7.6: that of an Ethernet segment is constrained like every other.
    private static boolean isTarget(ExtendedCommunity community) {
        return community instanceof RouteTarget || community instanceof EsImportRouteTarget;
    }

    /// Whether anybody may be told: there is no NO_ADVERTISE (RFC 1997).
    public boolean isAdvertised() {
        return advertised;
    }

    /// Whether another AS may be told: there is neither NO_EXPORT nor NO_EXPORT_SUBCONFED.
    public boolean isExported() {
        return exported;
    }

    /// Whether only who knows of long-lived graceful restart is told (RFC 9494 section 4.3).
    public boolean isLongLivedStale() {
        return longLivedStale;
    }

    public int targetCount() {
        return routeTargets.length;
    }

    /// A Route Target in its eight octets; they are in order.
    public long target(int index) {
        return routeTargets[index];
    }

    /// Whether the same Route Targets are there.
    public boolean hasTargetsOf(Propagation other) {
        return Arrays.equals(routeTargets, other.routeTargets);
    }
}
