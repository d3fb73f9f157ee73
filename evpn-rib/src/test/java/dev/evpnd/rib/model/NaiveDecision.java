package dev.evpnd.rib.model;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AsPathSegment;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// The best of several paths, by RFC 4271 section 9.1.2.2 read aloud, with the order of EVPN in
/// front.
final class NaiveDecision {
    /// A path, and what its announcement does not say of it.
    record Contender(
            NaivePath path, int pathId, int arrival, int weight, Optional<Integer> igpMetric) {

        <A extends PathAttribute> Optional<A> attribute(Class<A> type) {
            return path.attributes().find(type);
        }

        <C extends ExtendedCommunity> Optional<C> community(Class<C> type) {
            return attribute(ExtendedCommunities.class).stream()
                    .flatMap(list -> list.asList().stream())
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst();
        }

        AsPath asPath() {
            return attribute(AsPath.class).orElse(AsPath.EMPTY);
        }

        boolean isLocal() {
            return path.peer().kind() == PeerKind.LOCAL;
        }

        boolean isExternal() {
            return path.peer().kind() == PeerKind.EXTERNAL;
        }
    }

    private final DecisionOptions options;
    private final List<Contender> left;

    /// The losers, and by which step they lost.
    private final Map<Contender, String> lostBy = new LinkedHashMap<>();

    private NaiveDecision(List<Contender> contenders, DecisionOptions options) {
        this.options = options;
        this.left = new ArrayList<>(contenders);
    }

    static NaiveDecision of(List<Contender> contenders, DecisionOptions options) {
        var decision = new NaiveDecision(contenders, options);
        decision.decide();
        return decision;
    }

    Contender best() {
        return left.getFirst();
    }

    Map<Contender, String> lostBy() {
        return lostBy;
    }

    private void decide() {
        keepLowest("Path Staleness", c -> isStale(c) ? 1 : 0);
        if (macIp(best()).isPresent()) {
            decideAboutMac();
        }
        keepLowest("Weight", c -> -c.weight());
        keepLowest(
                "Local Pref",
                c -> -c.attribute(LocalPref.class).map(LocalPref::preference).orElse(100L));
        keepLowest("Local Route", c -> c.isLocal() ? 0 : 1);
        if (options.aigp()) {
            keepLowest("AIGP", NaiveDecision::distance);
        }
        if (!options.ignoreAsPath()) {
            if (options.confederationAsPath()) {
                keepLowest("Confederation based AS Path", c -> length(c, true));
            } else {
                keepLowest("AS Path", c -> length(c, false));
            }
        }
        keepLowest("Origin", c -> c.attribute(Origin.class).orElseThrow().value());
        dropBeaten(
                "MED", (winner, loser) -> areComparable(winner, loser) && med(winner) < med(loser));
        keepLowest("Peer Type", c -> c.isExternal() ? 0 : 1);
        dropBeaten(
                "IGP Metric",
                (winner, loser) ->
                        winner.igpMetric().isPresent()
                                && loser.igpMetric().isPresent()
                                && winner.igpMetric().get() < loser.igpMetric().get());
        if (!options.compareRouterId() && left.stream().allMatch(Contender::isExternal)) {
            keepLowest("Older Path", Contender::arrival);
        }
        keepLowest("Router ID", NaiveDecision::originator);
        keepLowest(
                "Cluster length",
                c -> c.attribute(ClusterList.class).map(l -> l.clusterIds().size()).orElse(0));
        keepLowest("Neighbor IP", c -> c.path().peer().address());
        keepLowest("Nothing left to compare", Contender::pathId);
    }

    private void decideAboutMac() {
        keepLowest(
                "EVPN Sticky Mac",
                c ->
                        c.community(MacMobility.class).filter(MacMobility::isSticky).isPresent()
                                ? 0
                                : 1);
        dropBeaten(
                "EVPN local ES path",
                (winner, loser) ->
                        areOfOneSegment(winner, loser) && winner.isLocal() && !loser.isLocal());
        keepLowest(
                "EVPN sequence number",
                c -> -c.community(MacMobility.class).map(MacMobility::sequenceNumber).orElse(0L));
        dropBeaten(
                "EVPN non proxy",
                (winner, loser) ->
                        areOfOneSegment(winner, loser) && !isProxy(winner) && isProxy(loser));
        keepLowest("EVPN lower IP", c -> c.path().nextHop().length());
        keepLowest("EVPN lower IP", c -> c.path().nextHop().toHex());
    }

    private <C extends Comparable<? super C>> void keepLowest(
            String step, Function<Contender, C> rank) {
        var least = left.stream().map(rank).min(Comparator.naturalOrder()).orElseThrow();
        drop(step, left.stream().filter(c -> rank.apply(c).compareTo(least) != 0).toList());
    }

    private void dropBeaten(String step, BiPredicate<Contender, Contender> beats) {
        drop(
                step,
                left.stream()
                        .filter(loser -> left.stream().anyMatch(c -> beats.test(c, loser)))
                        .toList());
    }

    private void drop(String step, List<Contender> losers) {
        left.removeAll(losers);
        losers.forEach(loser -> lostBy.put(loser, step));
    }

    private static boolean isStale(Contender c) {
        return c.attribute(Communities.class)
                .filter(list -> list.contains(Community.LLGR_STALE))
                .isPresent();
    }

    private static boolean areOfOneSegment(Contender a, Contender b) {
        var first = macIp(a).orElseThrow().ethernetSegmentId();
        var second = macIp(b).orElseThrow().ethernetSegmentId();
        return first.equals(second) && !first.isZero();
    }

    private static Optional<MacIpAdvertisement> macIp(Contender c) {
        return c.path().route() instanceof NaiveRoute.Evpn(MacIpAdvertisement route)
                ? Optional.of(route)
                : Optional.empty();
    }

    private static boolean isProxy(Contender c) {
        return c.community(NeighborDiscovery.class)
                .filter(flags -> flags.has(NeighborDiscovery.PROXY))
                .isPresent();
    }

    /// Whoever has no AIGP is farther than anybody who has.
    private static BigInteger distance(Contender c) {
        var metric = c.attribute(Aigp.class).map(Aigp::metric);
        if (metric.isEmpty() || metric.get().isEmpty()) {
            return BigInteger.ONE.shiftLeft(64);
        }
        var aigp = new BigInteger(Long.toUnsignedString(metric.get().getAsLong()));
        var sum = aigp.add(BigInteger.valueOf(c.igpMetric().orElse(0)));
        return sum.min(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.TWO));
    }

    private static int length(Contender c, boolean withConfederation) {
        int length = 0;
        for (var segment : c.asPath().segments()) {
            length +=
                    switch (segment.type()) {
                        case AS_SEQUENCE -> segment.numbers().size();
                        case AS_SET -> 1;
                        case AS_CONFED_SEQUENCE -> withConfederation ? segment.numbers().size() : 0;
                        case AS_CONFED_SET -> withConfederation ? 1 : 0;
                    };
        }
        return length;
    }

    private boolean areComparable(Contender a, Contender b) {
        if (options.alwaysCompareMed()) {
            return true;
        }
        if (neighbor(a).isPresent() || neighbor(b).isPresent() || options.confederationMed()) {
            return neighbor(a).equals(neighbor(b));
        }
        return memberAs(a).equals(memberAs(b));
    }

    private static Optional<Integer> neighbor(Contender c) {
        return c.asPath().neighbor().map(asn -> asn.number());
    }

    private static Optional<Integer> memberAs(Contender c) {
        var segments = c.asPath().segments();
        return segments.isEmpty()
                        || segments.getFirst().type() != AsPathSegment.Type.AS_CONFED_SEQUENCE
                ? Optional.empty()
                : Optional.of(segments.getFirst().numbers().at(0));
    }

    private long med(Contender c) {
        long missing = options.missingMedAsWorst() ? 1L << 32 : 0;
        return c.attribute(MultiExitDisc.class).map(MultiExitDisc::metric).orElse(missing);
    }

    private static long originator(Contender c) {
        int id =
                c.attribute(OriginatorId.class)
                        .map(OriginatorId::originator)
                        .orElse(c.path().peer().identifier())
                        .bits();
        return Integer.toUnsignedLong(id);
    }
}
