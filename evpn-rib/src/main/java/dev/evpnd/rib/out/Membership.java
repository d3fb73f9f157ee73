package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Propagation;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import java.util.Arrays;
import java.util.List;

/// Which routes a peer wants: those with a Route Target of which it is a member (RFC 4684).
///
/// Memberships in one target each are looked up; prefixes of targets, of which there are few, are
/// tried one by one.
public final class Membership {
    /// Of a peer that has not said what it wants, and so wants everything.
    public static final Membership EVERYTHING = of(List.of(RouteTargetMembership.DEFAULT));

    /// Of a peer that has yet to say what it wants.
    public static final Membership NOTHING = of(List.of());

    private static final int WHOLE = 96;

    private final long[] targets;
    private final List<RouteTargetMembership> prefixes;

    private Membership(long[] targets, List<RouteTargetMembership> prefixes) {
        this.targets = targets;
        this.prefixes = prefixes;
    }

    public static Membership of(List<RouteTargetMembership> memberships) {
        var targets =
                memberships.stream()
                        .filter(each -> each.length() == WHOLE)
                        .mapToLong(RouteTargetMembership::routeTarget)
                        .sorted()
                        .distinct()
                        .toArray();
        var prefixes = memberships.stream().filter(each -> each.length() < WHOLE).toList();
        return new Membership(targets, prefixes);
    }

    /// A route without a target is wanted by who wants everything.
    boolean wants(Propagation route) {
        for (var prefix : prefixes) {
            if (prefix.length() == 0 || covers(prefix, route)) {
                return true;
            }
        }
        for (int i = 0; i < route.targetCount(); i++) {
            if (Arrays.binarySearch(targets, route.target(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(RouteTargetMembership prefix, Propagation route) {
        for (int i = 0; i < route.targetCount(); i++) {
            if (prefix.covers(route.target(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that
                && Arrays.equals(targets, that.targets)
                && prefixes.equals(that.prefixes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(targets) + prefixes.hashCode();
    }
}
