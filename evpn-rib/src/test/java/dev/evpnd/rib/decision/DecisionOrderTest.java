package dev.evpnd.rib.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.community.Community;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// Each step on its own, and before each of those that come behind it: a path that is better by the
/// one and worse by the other is chosen.
class DecisionOrderTest {
    private static final String SEGMENT = "00:11:22:33:44:55:66:77:88:99";

    @ParameterizedTest
    @EnumSource
    void aStepDecidesBetweenPathsThatAreEqualInAllElse(DecisionStep step) {
        var better = better(step, path(step, step));
        var worse = worse(step, path(step, step));
        assertChosen(better, worse, step, options(step, step));
    }

    @ParameterizedTest
    @EnumSource
    void aStepComesBeforeAllBehindIt(DecisionStep step) {
        for (var later : DecisionStep.values()) {
            if (later.compareTo(step) > 0 && canBeOpposed(step, later)) {
                var better = better(step, worse(later, path(step, later)));
                var worse = worse(step, better(later, path(step, later)));
                assertChosen(better, worse, step, options(step, later));
            }
        }
    }

    /// A local route is local in every step, and of two steps that count AS paths one is in use.
    private static boolean canBeOpposed(DecisionStep step, DecisionStep later) {
        boolean segment = step == DecisionStep.LOCAL_SEGMENT || step == DecisionStep.NON_PROXY;
        return !(segment && later == DecisionStep.LOCAL_ROUTE)
                && !(step == DecisionStep.CONFEDERATION_AS_PATH && later == DecisionStep.AS_PATH);
    }

    private static DecisionOptions options(DecisionStep... steps) {
        return DecisionOptions.DEFAULT
                .withAigp(true)
                .withConfederationAsPath(
                        List.of(steps).contains(DecisionStep.CONFEDERATION_AS_PATH));
    }

    private static void assertChosen(
            PathInTheMaking better,
            PathInTheMaking worse,
            DecisionStep step,
            DecisionOptions options) {
        var winner = better.make();
        var loser = worse.make();
        var decision = new Decision(options);
        for (var both : List.of(List.of(winner, loser), List.of(loser, winner))) {
            assertThat(decision.choose(both)).isEqualTo(winner);
            assertThat(decision.decidedBy()).isEqualTo(step);
        }
    }

    /// What the steps need so that they tell any two paths apart.
    private static PathInTheMaking path(DecisionStep... steps) {
        var path = new PathInTheMaking();
        for (var step : steps) {
            if (step == DecisionStep.LOCAL_SEGMENT || step == DecisionStep.NON_PROXY) {
                path.segment(SEGMENT);
            }
            if (step == DecisionStep.OLDER_PATH) {
                path.kind(PeerKind.EXTERNAL);
            }
        }
        return path;
    }

    private static PathInTheMaking better(DecisionStep step, PathInTheMaking path) {
        return switch (step) {
            case PATH_STALENESS -> path;
            case STICKY_MAC -> path.sticky(true);
            case LOCAL_SEGMENT, LOCAL_ROUTE -> path.kind(PeerKind.LOCAL);
            case MOBILITY_SEQUENCE -> path.sequence(2);
            case NON_PROXY -> path;
            case LOWER_VTEP -> path.nextHop("10.0.0.8");
            case WEIGHT -> path.weight(2);
            case LOCAL_PREF -> path.with(new LocalPref(102));
            case AIGP -> path.with(Aigp.of(1));
            case CONFEDERATION_AS_PATH -> path.asPath("(65001) 1");
            case AS_PATH -> path.asPath("1");
            case ORIGIN -> path.with(Origin.IGP);
            case MED -> path.with(new MultiExitDisc(1));
            case PEER_TYPE -> path.kind(PeerKind.EXTERNAL);
            case IGP_METRIC -> path.igpMetric(1);
            case OLDER_PATH -> path.arrival(1);
            case ROUTER_ID -> path.identifier("1.0.0.1");
            case CLUSTER_LENGTH -> path.with(clusters(1));
            case NEIGHBOR_ADDRESS -> path.address("10.0.0.8");
            case PATH_ID -> path.pathId(1);
        };
    }

    private static PathInTheMaking worse(DecisionStep step, PathInTheMaking path) {
        return switch (step) {
            case PATH_STALENESS -> path.with(Communities.of(Community.LLGR_STALE));
            case STICKY_MAC, LOCAL_SEGMENT, LOCAL_ROUTE -> path;
            case MOBILITY_SEQUENCE -> path.sequence(1);
            case NON_PROXY -> path.proxy(true);
            case LOWER_VTEP -> path.nextHop("10.0.0.9");
            case WEIGHT -> path.weight(1);
            case LOCAL_PREF -> path.with(new LocalPref(101));
            case AIGP -> path.with(Aigp.of(9));
            case CONFEDERATION_AS_PATH -> path.asPath("(65001 65002) 1");
            case AS_PATH -> path.asPath("1 2");
            case ORIGIN -> path.with(Origin.EGP);
            case MED -> path.with(new MultiExitDisc(2));
            case PEER_TYPE -> path.kind(PeerKind.CLIENT);
            case IGP_METRIC -> path.igpMetric(2);
            case OLDER_PATH -> path.arrival(2);
            case ROUTER_ID -> path.identifier("200.0.0.1");
            case CLUSTER_LENGTH -> path.with(clusters(2));
            case NEIGHBOR_ADDRESS -> path.address("10.0.0.9");
            case PATH_ID -> path.pathId(2);
        };
    }

    private static ClusterList clusters(int count) {
        var ids = new BgpIdentifier[count];
        for (int i = 0; i < count; i++) {
            ids[i] = new BgpIdentifier(i + 1);
        }
        return ClusterList.of(ids);
    }
}
