package dev.evpnd.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evpnd.rib.policy.Clause.GoTo;
import dev.evpnd.rib.policy.Clause.Leave;
import dev.evpnd.rib.policy.Clause.Next;
import dev.evpnd.rib.policy.Verdict.Deny;
import dev.evpnd.rib.policy.Verdict.Permit;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// How the clauses of a policy follow each other, and what comes of them.
class PolicyTest {
    private static final Match EVERY_METRIC_0 = new AttributeMatch.Metric(0);
    private static final Match METRIC_7 = new AttributeMatch.Metric(7);
    private static final SetAction SET_METRIC_7 =
            new AttributeAction.Metric(AttributeAction.Metric.Change.SET, 7);
    private static final SetAction PREFER = new AttributeAction.LocalPreference(200);
    private static final SetAction PREFER_LESS = new AttributeAction.LocalPreference(50);

    @Test
    void deniesWhatNoClauseMatches() {
        var policy = policy(Clause.permit(10, List.of(METRIC_7), List.of()));
        assertThat(policy.apply(Routes.withoutRoute()))
                .isEqualTo(new Deny(Deny.Reason.NO_CLAUSE, null));
    }

    @Test
    void deniesEverythingWithoutClauses() {
        assertThat(policy().apply(Routes.withoutRoute()))
                .isEqualTo(new Deny(Deny.Reason.NO_CLAUSE, null));
    }

    @Test
    void permitsEverythingByAClauseWithoutMatches() {
        assertThat(permit(policy(always(10)), Routes.withoutRoute()).clauses()).containsExactly(10);
    }

    @Test
    void asksForAllMatchesOfAClause() {
        var both = Clause.permit(10, List.of(EVERY_METRIC_0, METRIC_7), List.of());
        assertThat(policy(both).apply(Routes.withoutRoute())).isInstanceOf(Deny.class);
    }

    @Test
    void saysWhichClauseDenied() {
        var policy = policy(Clause.deny(10, List.of(METRIC_7)), Clause.deny(20, List.of()));
        assertThat(policy.apply(Routes.withoutRoute())).isEqualTo(new Deny(Deny.Reason.CLAUSE, 20));
    }

    @Test
    void leavesWithTheFirstClauseThatPermits() {
        var policy = policy(always(10, PREFER), always(20, PREFER_LESS));
        var permit = permit(policy, Routes.withoutRoute());
        assertThat(permit.attributes()).isEqualTo(PathAttributes.of(new LocalPref(200)));
        assertThat(permit.clauses()).containsExactly(10);
    }

    @Test
    void goesOnWithTheNextClause() {
        var policy = policy(always(10, new Next(), PREFER), always(20, PREFER_LESS));
        var permit = permit(policy, Routes.withoutRoute());
        assertThat(permit.attributes()).isEqualTo(PathAttributes.of(new LocalPref(50)));
        assertThat(permit.clauses()).containsExactly(10, 20);
    }

    @Test
    void goesOnAtTheClauseThatIsNamed() {
        var policy = policy(always(10, new GoTo(30)), always(20, PREFER), always(30));
        assertThat(permit(policy, Routes.withoutRoute()).clauses()).containsExactly(10, 30);
    }

    @Test
    void goesOnBehindAClauseThatIsMissing() {
        var policy = policy(always(10, new GoTo(25)), always(20), always(30));
        assertThat(permit(policy, Routes.withoutRoute()).clauses()).containsExactly(10, 30);
    }

    @Test
    void permitsWhatRunsPastTheLastClause() {
        var policy =
                policy(
                        always(10, new Next(), PREFER),
                        always(20, new GoTo(100)),
                        Clause.deny(30, List.of()));
        assertThat(permit(policy, Routes.withoutRoute()).clauses()).containsExactly(10, 20);
    }

    @Test
    void permitsWhatNoLaterClauseMatches() {
        var policy = policy(always(10, new Next()), Clause.deny(20, List.of(METRIC_7)));
        assertThat(permit(policy, Routes.withoutRoute()).clauses()).containsExactly(10);
    }

    @Test
    void deniesByALaterClauseWhatAnEarlierPermitted() {
        var policy = policy(always(10, new Next(), PREFER), Clause.deny(20, List.of()));
        assertThat(policy.apply(Routes.withoutRoute())).isEqualTo(new Deny(Deny.Reason.CLAUSE, 20));
    }

    @Test
    void showsLaterClausesWhatEarlierOnesSet() {
        var policy =
                policy(
                        always(10, new Next(), SET_METRIC_7),
                        Clause.deny(20, List.of(EVERY_METRIC_0)),
                        Clause.permit(30, List.of(METRIC_7), List.of(PREFER)));
        assertThat(permit(policy, Routes.withoutRoute()).clauses()).containsExactly(10, 30);
    }

    @Test
    void doesTheSetsOfAClauseInTheirOrder() {
        var policy = policy(always(10, PREFER, PREFER_LESS));
        assertThat(permit(policy, Routes.withoutRoute()).attributes())
                .isEqualTo(PathAttributes.of(new LocalPref(50)));
    }

    @Test
    void leavesTheVeryObjectsThatNoClauseChanges() {
        var subject = Routes.received(Routes.HOST, new LocalPref(200));
        var permit = permit(policy(always(10, PREFER)), subject);
        assertThat(permit.attributes()).isSameAs(subject.attributes());
        assertThat(permit.nextHop()).isSameAs(subject.nextHop());
        assertThat(permit.route(subject)).isSameAs(Routes.HOST);
        assertThat(permit.sameInstance(subject)).isTrue();
    }

    @Test
    void leavesTheVeryObjectsThatAreChangedBack() {
        var subject = Routes.received(Routes.NETWORK, new LocalPref(200));
        var elsewhere = new NextHopAction.Address(IpAddress.parse("10.0.0.9"));
        var back = new NextHopAction.Address(Routes.VTEP);
        var gateway = new RouteAction.Gateway(IpAddress.parse("10.0.0.9"));
        var none = new RouteAction.Gateway(IpAddress.parse("0.0.0.0"));
        var policy = policy(always(10, PREFER_LESS, elsewhere, gateway, PREFER, back, none));
        assertThat(permit(policy, subject).sameInstance(subject)).isTrue();
    }

    @Test
    void saysWhatIsChanged() {
        var subject = Routes.received(Routes.NETWORK);
        var gateway = new RouteAction.Gateway(IpAddress.parse("10.0.0.9"));
        var nextHop = new NextHopAction.Address(IpAddress.parse("10.0.0.9"));
        for (var set : List.of(PREFER, gateway, nextHop, new AttributeAction.Weight(1))) {
            assertThat(permit(policy(always(10, set)), subject).sameInstance(subject)).isFalse();
        }
    }

    @Test
    void saysThatTheNextHopIsGiven() {
        var subject = Routes.withoutRoute();
        var unchanged = policy(always(10, new NextHopAction.Unchanged()));
        assertThat(permit(unchanged, subject).nextHopGiven()).isTrue();
        assertThat(permit(policy(always(10, PREFER)), subject).nextHopGiven()).isFalse();
    }

    @Test
    void asksForTheRouteOnceAtMost() {
        var asked = new AtomicInteger();
        var subject =
                Subject.received(
                        () -> {
                            asked.incrementAndGet();
                            return Routes.HOST;
                        },
                        MpNextHop.of(Routes.VTEP),
                        PathAttributes.EMPTY,
                        0,
                        Routes.PEER);
        var policy =
                policy(
                        Clause.deny(10, List.of(new RouteMatch.Vni(7), new RouteMatch.Vni(8))),
                        Clause.permit(20, List.of(new RouteMatch.RouteType(2)), List.of()));
        permit(policy, subject);
        assertThat(asked).hasValue(1);
    }

    @Test
    void looksAtTheRouteWhereAMatchOrASetDoes() {
        var match = Clause.permit(10, List.of(new RouteMatch.Vni(7)), List.of());
        var set = always(10, new RouteAction.RouterMacAddress(new MacAddress(1)));
        assertThat(policy(match).looksAtRoute()).isTrue();
        assertThat(policy(set).looksAtRoute()).isTrue();
        assertThat(policy(always(10, PREFER)).looksAtRoute()).isFalse();
    }

    @Test
    void looksAtThePeerWhereAMatchOrASetDoes() {
        var match = Clause.deny(10, List.of(new PeerMatch(List.of(Routes.PEER))));
        var set = always(10, new NextHopAction.PeerAddress());
        assertThat(policy(match).looksAtPeer()).isTrue();
        assertThat(policy(set).looksAtPeer()).isTrue();
        assertThat(policy(always(10, PREFER)).looksAtPeer()).isFalse();
    }

    @Test
    void deniesWhatHasNoRoomInAnAttribute() {
        var full = new Communities(IntSequence.of(IntStream.range(0, 16383).toArray()));
        var add = new CommunityAction.Communities(List.of(Community.NO_EXPORT), true);
        assertThat(policy(always(10, PREFER, add)).apply(Routes.withoutRoute(full)))
                .isEqualTo(new Deny(Deny.Reason.NO_ROOM, 10));
    }

    @Test
    void deniesWhatHasNoRoomInAMessage() {
        // The header of the attribute has 4 octets, LOCAL_PREF as a whole 7.
        int most = Passage.MOST_OCTETS - 4 - 7;
        var prefer = policy(always(10, PREFER));
        assertThat(prefer.apply(Routes.withoutRoute(ofLength(most)))).isInstanceOf(Permit.class);
        assertThat(prefer.apply(Routes.withoutRoute(ofLength(most + 1))))
                .isEqualTo(new Deny(Deny.Reason.NO_ROOM, 10));
    }

    @Test
    void permitsWhatCameWithoutRoomAndIsLeftAsItIs() {
        var subject = Routes.withoutRoute(ofLength(Passage.MOST_OCTETS));
        var policy = policy(always(10, new AttributeAction.Weight(1)));
        assertThat(policy.apply(subject)).isInstanceOf(Permit.class);
    }

    @Test
    void equalsAnotherThatSaysTheSame() {
        var one = policy(always(10, PREFER), Clause.deny(20, List.of(METRIC_7)));
        var other =
                policy(
                        always(10, new AttributeAction.LocalPreference(200)),
                        Clause.deny(20, List.of(new AttributeMatch.Metric(7))));
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(policy(always(10, PREFER)));
    }

    @Test
    void keepsNoListThatSomeoneElseChanges() {
        var clauses = new ArrayList<>(List.of(always(10)));
        var policy = new Policy("TENANTS", clauses);
        clauses.clear();
        assertThat(policy.clauses()).hasSize(1);
    }

    @Test
    void hasClausesInAscendingOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(always(20), always(10)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy(always(10), always(10)));
    }

    @Test
    void goesForwardOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> always(10, new GoTo(10)));
        assertThatIllegalArgumentException().isThrownBy(() -> always(10, new GoTo(9)));
        assertThatIllegalArgumentException().isThrownBy(() -> always(10, new GoTo(65536)));
    }

    @Test
    void hasClausesOfNumbersThatAreSequenceNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> always(0));
        assertThatIllegalArgumentException().isThrownBy(() -> always(65536));
    }

    @Test
    void hasNothingBehindADenial() {
        var sets = List.of(PREFER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clause(10, Disposition.DENY, List.of(), sets, new Leave()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Clause(10, Disposition.DENY, List.of(), List.of(), new Next()));
    }

    @Test
    void readsAsFrrWouldBeToldIt() {
        var policy =
                policy(
                        Clause.permit(
                                10,
                                List.of(new RouteMatch.RouteType(2), METRIC_7),
                                List.of(PREFER, SET_METRIC_7),
                                new GoTo(30)),
                        always(20, new Next()),
                        Clause.deny(30, List.of()));
        assertThat(policy.text())
                .isEqualTo(
                        """
                        route-map TENANTS permit 10
                         match evpn route-type macip
                         match metric 7
                         set local-preference 200
                         set metric 7
                         on-match goto 30
                        route-map TENANTS permit 20
                         on-match next
                        route-map TENANTS deny 30""");
    }

    private static UnrecognizedAttribute ofLength(int octets) {
        return new UnrecognizedAttribute(0xc0, 240, Octets.copyOf(new byte[octets]));
    }

    private static Permit permit(Policy policy, Subject subject) {
        var verdict = policy.apply(subject);
        assertThat(verdict).isInstanceOf(Permit.class);
        return (Permit) verdict;
    }

    private static Policy policy(Clause... clauses) {
        return new Policy("TENANTS", List.of(clauses));
    }

    private static Clause always(int sequence, SetAction... sets) {
        return always(sequence, new Leave(), sets);
    }

    private static Clause always(int sequence, Clause.After after, SetAction... sets) {
        return Clause.permit(sequence, List.of(), List.of(sets), after);
    }
}
