package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.community.MacMobility;

import java.util.Optional;
import java.util.function.Function;

/// What a step of the decision looks at, where that can be said in a word.
final class StepValue {
    private static final long DEFAULT_LOCAL_PREF = 100;

    private StepValue() {}

    static Optional<String> of(DecisionStep step, PathStanding path) {
        return switch (step) {
            case PATH_STALENESS ->
                    Optional.of(path.path().longLivedStale() ? "long-lived stale" : "not stale");
            case STICKY_MAC ->
                    Optional.of(
                            mobility(path).filter(MacMobility::isSticky).isPresent()
                                    ? "sticky"
                                    : "not sticky");
            case MOBILITY_SEQUENCE ->
                    Optional.of(
                            Long.toString(
                                    mobility(path).map(MacMobility::sequenceNumber).orElse(0L)));
            case LOWER_VTEP -> Optional.of(NextHopText.of(path.path().effective().nextHop()));
            case WEIGHT -> Optional.of(Integer.toString(path.path().weight()));
            case LOCAL_PREF ->
                    Optional.of(
                            Long.toString(
                                    get(path, LocalPref.class, LocalPref::preference)
                                            .orElse(DEFAULT_LOCAL_PREF)));
            case AS_PATH, CONFEDERATION_AS_PATH ->
                    get(path, AsPath.class, it -> it.length() + " ASes");
            case ORIGIN -> get(path, Origin.class, PathText::origin);
            case MED ->
                    Optional.of(
                            Long.toString(
                                    get(path, MultiExitDisc.class, MultiExitDisc::metric)
                                            .orElse(0L)));
            case ROUTER_ID ->
                    Optional.of(
                            get(path, OriginatorId.class, it -> it.originator().toString())
                                    .orElse(path.announcer().identifier().toString()));
            case CLUSTER_LENGTH ->
                    Optional.of(
                            get(path, ClusterList.class, it -> it.asList().size()).orElse(0)
                                    + " clusters");
            case NEIGHBOR_ADDRESS -> Optional.of(path.announcer().address().toString());
            case LOCAL_SEGMENT,
                    NON_PROXY,
                    LOCAL_ROUTE,
                    AIGP,
                    PEER_TYPE,
                    IGP_METRIC,
                    OLDER_PATH,
                    PATH_ID ->
                    Optional.empty();
        };
    }

    private static <A extends PathAttribute, V> Optional<V> get(
            PathStanding path, Class<A> attribute, Function<A, V> value) {
        return path.path().effective().attributes().find(attribute).map(value);
    }

    private static Optional<MacMobility> mobility(PathStanding path) {
        return path.path().effective().attributes().find(ExtendedCommunities.class).stream()
                .flatMap(it -> it.asList().stream())
                .filter(MacMobility.class::isInstance)
                .map(MacMobility.class::cast)
                .findFirst();
    }
}
