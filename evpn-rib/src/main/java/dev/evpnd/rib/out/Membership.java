package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Propagation;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which routes a peer wants: those with a Route Target of which it is a member (RFC 4684).
///
/// A membership is a prefix of targets, and so of any two either one holds the other or they have
/// nothing in common. What is left without those that others hold is ranges in order: to look a
/// target up takes as long as their number has bits, whatever the peer announced, and who wants the
/// same is equal.
public final class Membership {
    /// Of a peer that has not said what it wants, and so wants everything.
    public static final Membership EVERYTHING = of(List.of(RouteTargetMembership.DEFAULT));

    /// Of a peer that has yet to say what it wants.
    public static final Membership NOTHING = of(List.of());

    private static final int BITS_OF_AN_AS = 32;
    private static final int BITS_OF_A_TARGET = 64;

    /// That numbers without a sign have the order of those with one.
    private static final long SIGN = Long.MIN_VALUE;

    private final boolean everything;
    private final long[] first;
    private final long[] last;

    private Membership(boolean everything, long[] first, long[] last) {
        this.everything = everything;
        this.first = first;
        this.last = last;
    }

    public static Membership of(List<RouteTargetMembership> memberships) {
        boolean everything = false;
        var first = new long[memberships.size()];
        var last = new long[memberships.size()];
        int count = 0;
        for (var membership : inOrder(memberships)) {
            everything |= membership.length() == 0;
            long target = membership.routeTarget();
            if (count == 0 || (target ^ SIGN) > last[count - 1]) {
                first[count] = target ^ SIGN;
                last[count++] = (target | rest(membership)) ^ SIGN;
            }
        }
        return new Membership(everything, Arrays.copyOf(first, count), Arrays.copyOf(last, count));
    }

    /// Each stands behind those that hold it.
    private static List<RouteTargetMembership> inOrder(List<RouteTargetMembership> memberships) {
        return memberships.stream()
                .sorted(
                        Comparator.<RouteTargetMembership>comparingLong(
                                        each -> each.routeTarget() ^ SIGN)
                                .thenComparingInt(RouteTargetMembership::length))
                .toList();
    }

    /// The bits of a target of which nothing is said.
    private static long rest(RouteTargetMembership membership) {
        int bits = Math.max(membership.length() - BITS_OF_AN_AS, 0);
        return bits == BITS_OF_A_TARGET ? 0 : -1L >>> bits;
    }

    /// A route without a target is wanted by who wants everything.
    boolean wants(Propagation route) {
        if (everything) {
            return true;
        }
        for (int i = 0; i < route.targetCount(); i++) {
            if (wants(route.target(i))) {
                return true;
            }
        }
        return false;
    }

    /// Whether routes with a target are wanted, in its eight octets.
    boolean wants(long target) {
        int at = Arrays.binarySearch(first, target ^ SIGN);
        int range = at < 0 ? -at - 2 : at;
        return range >= 0 && (target ^ SIGN) <= last[range];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that
                && everything == that.everything
                && Arrays.equals(first, that.first)
                && Arrays.equals(last, that.last);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Boolean.hashCode(everything);
    }
}
