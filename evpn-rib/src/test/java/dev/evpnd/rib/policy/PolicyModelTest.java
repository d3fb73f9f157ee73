package dev.evpnd.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.policy.Verdict.Deny;
import dev.evpnd.rib.policy.Verdict.Permit;
import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.attribute.AttributeGenerator;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Random policies on random routes, held to the naive evaluator and to what must hold of any
/// verdict. A case is made of its number alone: what fails names it.
class PolicyModelTest {
    private static final int CASES = 6_000;

    private record Case(String name, Policy policy, EvpnRoute route, Subject subject) {
        static Case of(int seed) {
            var random = new Random(seed);
            var route =
                    EvpnRouteGenerator.route(
                            random, 1 + random.nextInt(random.nextBoolean() ? 5 : 12));
            var subject =
                    new Subject(
                            () -> route,
                            nextHop(random),
                            attributes(random),
                            random.nextInt(2),
                            AddressGenerator.ipv4(random),
                            AddressGenerator.ipAddress(random),
                            random.nextBoolean());
            var policy = new PolicyGenerator(random, route, subject).policy();
            return new Case("seed " + seed + ": " + policy.text(), policy, route, subject);
        }

        private static MpNextHop nextHop(Random random) {
            return random.nextInt(4) == 0
                    ? MpNextHop.of(AddressGenerator.ipv6(random), AddressGenerator.ipv6(random))
                    : MpNextHop.of(AddressGenerator.ipAddress(random));
        }

        /// Now and then so many octets of them that there is hardly room for more.
        private static PathAttributes attributes(Random random) {
            var attributes = new AttributeGenerator(random).attributes();
            if (random.nextInt(24) != 0) {
                return attributes;
            }
            var octets = new byte[Passage.MOST_OCTETS - random.nextInt(1000)];
            return attributes.with(new UnrecognizedAttribute(0xc0, 241, Octets.copyOf(octets)));
        }

        Verdict verdict() {
            return policy.apply(subject);
        }
    }

    @Test
    void saysWhatTheNaiveEvaluatorSays() {
        forAll(
                each ->
                        assertThat(each.verdict())
                                .as(each.name())
                                .isEqualTo(
                                        NaivePolicy.verdict(
                                                each.policy(), each.subject(), each.route())));
    }

    @Test
    void neverChangesTheKeyOfARoute() {
        forAllPermitted(
                (each, permit) ->
                        assertThat(permit.route(each.subject()).key())
                                .as(each.name())
                                .isEqualTo(each.route().key()));
    }

    @Test
    void givesTheVeryObjectsBackThatAreEqual() {
        forAllPermitted(
                (each, permit) -> {
                    var subject = each.subject();
                    boolean equal =
                            permit.route(subject).equals(each.route())
                                    && permit.nextHop().equals(subject.nextHop())
                                    && permit.attributes().equals(subject.attributes())
                                    && permit.weight() == subject.weight();
                    assertThat(permit.sameInstance(subject)).as(each.name()).isEqualTo(equal);
                });
    }

    @Test
    void neverAsksForARouteItDoesNotLookAt() {
        forAll(
                each -> {
                    var subject = each.subject();
                    if (!each.policy().looksAtRoute()) {
                        var routeless =
                                new Subject(
                                        () -> {
                                            throw new AssertionError(each.name());
                                        },
                                        subject.nextHop(),
                                        subject.attributes(),
                                        subject.weight(),
                                        subject.peer(),
                                        subject.peerAddress(),
                                        subject.originatedHere());
                        assertThat(each.policy().apply(routeless))
                                .as(each.name())
                                .isEqualTo(each.verdict());
                    }
                });
    }

    @Test
    void saysTheSameForAnyPeerItDoesNotLookAt() {
        forAll(
                each -> {
                    var subject = each.subject();
                    if (!each.policy().looksAtPeer()) {
                        var elsewhere =
                                new Subject(
                                        subject.route(),
                                        subject.nextHop(),
                                        subject.attributes(),
                                        subject.weight(),
                                        Routes.PEER,
                                        Routes.PEER,
                                        subject.originatedHere());
                        assertThat(each.policy().apply(elsewhere))
                                .as(each.name())
                                .isEqualTo(each.verdict());
                    }
                });
    }

    /// Without which the tests above would prove little.
    @Test
    void comesToEveryKindOfVerdict() {
        var counts = new int[5];
        forAll(
                each -> {
                    switch (each.verdict()) {
                        case Permit permit -> {
                            counts[0]++;
                            counts[1] += permit.clauses().size() > 2 ? 1 : 0;
                        }
                        case Deny(var reason, var clause) -> {
                            switch (reason) {
                                case CLAUSE -> counts[2]++;
                                case NO_CLAUSE -> counts[3]++;
                                case NO_ROOM -> counts[4]++;
                            }
                        }
                    }
                });
        for (int count : counts) {
            assertThat(count).as("%s", Arrays.toString(counts)).isGreaterThan(20);
        }
    }

    private static void forAll(Consumer<Case> check) {
        for (int seed = 0; seed < CASES; seed++) {
            check.accept(Case.of(seed));
        }
    }

    private static void forAllPermitted(BiConsumer<Case, Permit> check) {
        forAll(
                each -> {
                    if (each.verdict() instanceof Permit permit) {
                        check.accept(each, permit);
                    }
                });
    }
}
