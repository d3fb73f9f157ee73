package dev.evpnd.rib.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.community.Community;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What single steps look at and what not, what the options change, and the order of several paths.
/// That the steps come in their order is in [DecisionOrderTest].
class DecisionTest {
    private static final DecisionOptions PLAIN = DecisionOptions.DEFAULT;
    private static final String SEGMENT = "00:11:22:33:44:55:66:77:88:99";
    private static final String ANOTHER = "00:11:22:33:44:55:66:77:88:98";

    @Test
    void takesAPathForStaleThatAnotherSpeakerSaysIs() {
        var stale = path().with(Communities.of(Community.LLGR_STALE)).address("10.0.0.1");
        assertChosen(PLAIN, path().address("10.0.0.2"), DecisionStep.PATH_STALENESS, stale);
    }

    @Test
    void looksAtNeitherMobilityNorVtepOfARouteWithoutMacAddress() {
        var moved = path().withoutMac().sticky(true).sequence(9).nextHop("10.0.0.1");
        var preferred = path().withoutMac().nextHop("10.0.0.2").with(new LocalPref(101));
        assertChosen(PLAIN, preferred, DecisionStep.LOCAL_PREF, moved);
    }

    @Test
    void keepsALocalPathBeforeThoseOfItsOwnSegmentAlone() {
        var local = path().kind(PeerKind.LOCAL).segment(SEGMENT);
        var moved = path().sequence(1);
        assertChosen(PLAIN, local, DecisionStep.LOCAL_SEGMENT, moved.segment(SEGMENT));
        assertChosen(PLAIN, moved.segment(ANOTHER), DecisionStep.MOBILITY_SEQUENCE, local);
    }

    @Test
    void takesNoSegmentForNoCommonOne() {
        var local = path().kind(PeerKind.LOCAL);
        assertChosen(PLAIN, path().sequence(1), DecisionStep.MOBILITY_SEQUENCE, local);
        assertChosen(PLAIN, path().proxy(true), DecisionStep.NEIGHBOR_ADDRESS, second());
    }

    @Test
    void keepsWhoLearnedAnAddressBeforeWhoHeardOfItOnOneSegmentAlone() {
        var proxy = path().segment(SEGMENT).proxy(true);
        assertChosen(PLAIN, second().segment(SEGMENT), DecisionStep.NON_PROXY, proxy);
        assertChosen(PLAIN, proxy, DecisionStep.NEIGHBOR_ADDRESS, second().segment(ANOTHER));
    }

    @Test
    void keepsAnIpv4VtepBeforeAnIpv6Vtep() {
        var ipv6 = path().nextHop("::1");
        assertChosen(PLAIN, path().nextHop("255.0.0.1"), DecisionStep.LOWER_VTEP, ipv6);
    }

    @Test
    void takesAMissingLocalPrefFor100() {
        assertChosen(PLAIN, second(), DecisionStep.LOCAL_PREF, path().with(new LocalPref(99)));
        assertChosen(PLAIN, second().with(new LocalPref(101)), DecisionStep.LOCAL_PREF, path());
    }

    @Test
    void comparesAigpOnlyWhereItIsWanted() {
        var near = second().with(Aigp.of(1));
        var far = path().with(Aigp.of(2));
        assertChosen(PLAIN, far, DecisionStep.NEIGHBOR_ADDRESS, near);
        assertChosen(PLAIN.withAigp(true), near, DecisionStep.AIGP, far);
    }

    @Test
    void keepsAPathWithAigpBeforeOneWithout() {
        var far = second().with(Aigp.of(-2));
        assertChosen(PLAIN.withAigp(true), far, DecisionStep.AIGP, path());
    }

    @Test
    void addsWhatLiesBeforeTheNextHopToAigp() {
        var options = PLAIN.withAigp(true);
        var near = second().with(Aigp.of(3)).igpMetric(1);
        assertChosen(options, near, DecisionStep.AIGP, path().with(Aigp.of(2)).igpMetric(3));
        var farthest = path().with(Aigp.of(-2)).igpMetric(5);
        assertChosen(options, near, DecisionStep.AIGP, farthest);
        assertChosen(options, farthest, DecisionStep.AIGP, second());
    }

    @Test
    void doesNotCompareAsPathsWhereThatIsNotWanted() {
        var longer = path().asPath("1 2 (3)");
        var shorter = second();
        var options = PLAIN.withIgnoreAsPath(true);
        assertChosen(PLAIN, shorter, DecisionStep.AS_PATH, longer);
        assertChosen(options, longer, DecisionStep.NEIGHBOR_ADDRESS, shorter);
        assertChosen(
                options.withConfederationAsPath(true),
                longer,
                DecisionStep.NEIGHBOR_ADDRESS,
                shorter);
    }

    @Test
    void countsMemberAsesOnlyWhereThatIsWanted() {
        var longer = path().asPath("(65001 65002) 1");
        var shorter = second().asPath("[65001,65002,65003] 1");
        assertChosen(PLAIN, longer, DecisionStep.NEIGHBOR_ADDRESS, shorter);
        assertChosen(
                PLAIN.withConfederationAsPath(true),
                shorter,
                DecisionStep.CONFEDERATION_AS_PATH,
                longer);
    }

    @Test
    void comparesTheMedOfOneNeighbouringAsAlone() {
        var low = second().with(new MultiExitDisc(1));
        var high = path().with(new MultiExitDisc(2));
        assertChosen(PLAIN, low, DecisionStep.MED, high);
        high.asPath("2");
        assertChosen(PLAIN, high, DecisionStep.NEIGHBOR_ADDRESS, low);
        assertChosen(PLAIN.withAlwaysCompareMed(true), low, DecisionStep.MED, high);
    }

    @Test
    void takesAMissingMedForTheBestOrTheWorst() {
        var some = path().with(new MultiExitDisc(1));
        assertChosen(PLAIN, second(), DecisionStep.MED, some);
        var most = second().with(new MultiExitDisc(0xffff_ffffL));
        assertChosen(PLAIN.withMissingMedAsWorst(true), most, DecisionStep.MED, path());
    }

    @Test
    void comparesTheMedsOfAConfederationAsOneAsOrAsItsMembers() {
        var members = PLAIN.withConfederationMed(false);
        var low = second().asPath("(65001)").with(new MultiExitDisc(1));
        var high = path().asPath("(65002)").with(new MultiExitDisc(2));
        assertChosen(PLAIN, low, DecisionStep.MED, high);
        assertChosen(members, high, DecisionStep.NEIGHBOR_ADDRESS, low);
        assertChosen(members, low, DecisionStep.MED, high.asPath("(65001)"));
        // What has left the confederation came from a neighbour, whichever way it went in here.
        low.asPath("(65001) 1");
        assertChosen(members, low, DecisionStep.MED, high.asPath("(65002) 1"));
        assertChosen(members, high.asPath("(65001) 2"), DecisionStep.NEIGHBOR_ADDRESS, low);
    }

    @Test
    void choosesTheSameInWhicheverOrderPathsWithMedsCame() {
        var first = path().asPath("1").with(new MultiExitDisc(2)).identifier("1.0.0.1");
        var second = path().asPath("1").with(new MultiExitDisc(1)).identifier("1.0.0.3");
        var third = path().asPath("2").with(new MultiExitDisc(9)).identifier("1.0.0.2");
        assertChosen(PLAIN, third, DecisionStep.ROUTER_ID, first, second);
    }

    @Test
    void doesNotCompareAnIgpMetricWithNone() {
        assertChosen(PLAIN, path().igpMetric(9), DecisionStep.NEIGHBOR_ADDRESS, second());
    }

    @Test
    void keepsTheOlderOfExternalPathsAlone() {
        var older = second().kind(PeerKind.EXTERNAL).identifier("2.0.0.1").arrival(1);
        var newer = path().kind(PeerKind.EXTERNAL).identifier("1.0.0.1").arrival(2);
        assertChosen(PLAIN, older, DecisionStep.OLDER_PATH, newer);
        assertChosen(PLAIN.withCompareRouterId(true), newer, DecisionStep.ROUTER_ID, older);
        older.kind(PeerKind.CLIENT);
        newer.kind(PeerKind.CLIENT);
        assertChosen(PLAIN, newer, DecisionStep.ROUTER_ID, older);
    }

    @Test
    void comparesTheOriginatorInsteadOfThePeer() {
        var id = BgpIdentifier.parse("10.0.0.9");
        var low = second().identifier("10.0.0.10").with(new OriginatorId(id));
        assertChosen(PLAIN, low, DecisionStep.ROUTER_ID, path().identifier("200.0.0.1"));
    }

    @Test
    void nothingDecidesWhereThereIsOnePath() {
        var decision = new Decision(PLAIN);
        decision.choose(List.of(path().make(), second().make()));
        var only = path().make();
        assertThat(decision.choose(List.of(only))).isEqualTo(only);
        assertThat(decision.decidedBy()).isNull();
    }

    @Test
    void choosesAmongMorePathsThanThereEverWere() {
        var many = new ArrayList<Candidate>();
        for (int i = 100; i > 0; i--) {
            many.add(path().pathId(i).make());
        }
        assertThat(new Decision(PLAIN).choose(many)).isEqualTo(many.getLast());
    }

    @Test
    void ranksPathsByWhatEachLostToTheOneBefore() {
        var first = path().with(new LocalPref(200)).make();
        var second = path().with(new LocalPref(150)).asPath("1 2").make();
        var third = path().with(new LocalPref(150)).asPath("1 2 3").make();
        var ranked = new Decision(PLAIN).rank(List.of(third, first, second), 9);
        assertThat(ranked)
                .containsExactly(
                        new Ranked(first, null),
                        new Ranked(second, DecisionStep.LOCAL_PREF),
                        new Ranked(third, DecisionStep.AS_PATH));
    }

    @Test
    void ranksWithoutTheWinnerWhatOnlyTheWinnerBeat() {
        var low = path().asPath("1").with(new MultiExitDisc(1)).identifier("1.0.0.1").make();
        var high = path().asPath("1").with(new MultiExitDisc(2)).identifier("1.0.0.2").make();
        var other = path().asPath("2").identifier("1.0.0.3").make();
        var ranked = new Decision(PLAIN).rank(List.of(other, high, low), 3);
        assertThat(ranked)
                .containsExactly(
                        new Ranked(low, null),
                        new Ranked(high, DecisionStep.MED),
                        new Ranked(other, DecisionStep.ROUTER_ID));
    }

    @Test
    void ranksAsManyAsAreWantedAndLeavesTheOthersInTheOrderOfTheirNumbers() {
        var decision = new Decision(PLAIN);
        var third = path().pathId(3).make();
        var fourth = path().pathId(4).with(new LocalPref(99)).make();
        var second = path().pathId(2).make();
        var first = path().pathId(1).make();
        var first3 =
                List.of(
                        new Ranked(first, null),
                        new Ranked(second, DecisionStep.PATH_ID),
                        new Ranked(third, DecisionStep.PATH_ID));
        for (var paths :
                List.of(
                        List.of(third, fourth, second, first),
                        List.of(first, second, fourth, third))) {
            assertThat(decision.rank(paths, 1))
                    .containsExactly(
                            new Ranked(first, null),
                            new Ranked(third, DecisionStep.PATH_ID),
                            new Ranked(fourth, DecisionStep.LOCAL_PREF),
                            new Ranked(second, DecisionStep.PATH_ID));
            assertThat(decision.rank(paths, 3)).startsWith(first3.toArray(Ranked[]::new));
        }
    }

    @Test
    void takesTheOlderForOlderWhenTheNumbersOfArrivalsHaveBegunAgain() {
        var older = second().kind(PeerKind.EXTERNAL).arrival(Integer.MAX_VALUE);
        var newer = path().kind(PeerKind.EXTERNAL).arrival(Integer.MIN_VALUE);
        assertChosen(PLAIN, older, DecisionStep.OLDER_PATH, newer);
    }

    @Test
    void losesToNobodyOfWhomTheDistanceOfOneIsUnknown() {
        var far = path().igpMetric(2).address("10.0.0.3");
        var unknown = path().address("10.0.0.2");
        var near = path().igpMetric(1).address("10.0.0.4");
        assertChosen(PLAIN, unknown, DecisionStep.NEIGHBOR_ADDRESS, far, near);
    }

    /// A thousand peers with what makes most work for each step: twenty thousand comparisons and
    /// not millions.
    @Test
    void choosesAmongThousands() {
        var many = new ArrayList<Candidate>();
        for (int i = 0; i < 20_000; i++) {
            var path = path().asPath("" + (1 + i % 1000)).with(new MultiExitDisc(i)).pathId(i);
            many.add(i % 3 == 0 ? path.make() : path.igpMetric(i).segment(SEGMENT).make());
        }
        var decision = new Decision(PLAIN);
        assertThat(decision.choose(many).pathId()).isZero();
    }

    private static PathInTheMaking path() {
        return new PathInTheMaking();
    }

    /// One that loses to another for no reason but the last that matters between peers.
    private static PathInTheMaking second() {
        return path().address("10.0.0.2");
    }

    private static void assertChosen(
            DecisionOptions options,
            PathInTheMaking best,
            DecisionStep step,
            PathInTheMaking... others) {
        var winner = best.make();
        var all = new ArrayList<>(List.of(winner));
        for (var other : others) {
            all.add(other.make());
        }
        for (int i = 0; i < all.size(); i++) {
            Collections.rotate(all, 1);
            var decision = new Decision(options);
            assertThat(decision.choose(all)).isEqualTo(winner);
            assertThat(decision.decidedBy()).isEqualTo(step);
        }
    }
}
