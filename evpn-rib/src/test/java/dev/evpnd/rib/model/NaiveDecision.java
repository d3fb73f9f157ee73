package dev.evpnd.rib.model;

import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The best of several paths from internal peers, by RFC 4271 section 9.1.2.2 read aloud, with the
/// order of EVPN in front.
final class NaiveDecision {
    private NaiveDecision() {}

    static NaivePath best(List<NaivePath> paths) {
        var left = new ArrayList<>(paths);
        if (left.getFirst().route() instanceof MacIpAdvertisement) {
            keep(left, path -> mobility(path).map(MacMobility::isSticky).orElse(false) ? 0 : 1);
            keep(left, path -> -mobility(path).map(MacMobility::sequenceNumber).orElse(0L));
            keep(left, path -> path.nextHop().length());
            keep(left, path -> path.nextHop().toHex());
        }
        keep(
                left,
                path ->
                        -path.attributes()
                                .find(LocalPref.class)
                                .map(LocalPref::preference)
                                .orElse(100L));
        keep(left, path -> path.attributes().find(AsPath.class).orElseThrow().length());
        keep(left, path -> path.attributes().find(Origin.class).orElseThrow().value());
        dropHigherMed(left);
        keep(left, NaiveDecision::originator);
        keep(
                left,
                path ->
                        path.attributes()
                                .find(ClusterList.class)
                                .map(l -> l.clusterIds().size())
                                .orElse(0));
        keep(left, path -> path.peer().address());
        return left.getFirst();
    }

    private static <C extends Comparable<? super C>> void keep(
            List<NaivePath> paths, Function<NaivePath, C> rank) {
        var least = paths.stream().map(rank).min(Comparator.naturalOrder()).orElseThrow();
        paths.removeIf(path -> rank.apply(path).compareTo(least) != 0);
    }

    /// A path loses to any of the same neighbouring AS with a lower MED.
    private static void dropHigherMed(List<NaivePath> paths) {
        var all = List.copyOf(paths);
        paths.removeIf(
                path ->
                        all.stream()
                                .anyMatch(
                                        other ->
                                                neighbor(other) == neighbor(path)
                                                        && med(other) < med(path)));
    }

    private static int neighbor(NaivePath path) {
        return path.attributes()
                .find(AsPath.class)
                .orElseThrow()
                .neighbor()
                .map(asn -> asn.number())
                .orElse(0);
    }

    private static long med(NaivePath path) {
        return path.attributes().find(MultiExitDisc.class).map(MultiExitDisc::metric).orElse(0L);
    }

    private static Long originator(NaivePath path) {
        int id =
                path.attributes()
                        .find(OriginatorId.class)
                        .map(OriginatorId::originator)
                        .orElse(path.peer().identifier())
                        .bits();
        return Integer.toUnsignedLong(id);
    }

    private static java.util.Optional<MacMobility> mobility(NaivePath path) {
        return path.attributes().find(ExtendedCommunities.class).stream()
                .flatMap(list -> list.asList().stream())
                .filter(MacMobility.class::isInstance)
                .map(MacMobility.class::cast)
                .findFirst();
    }
}
