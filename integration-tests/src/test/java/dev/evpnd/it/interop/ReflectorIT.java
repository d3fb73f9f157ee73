package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.LongRoutes.Counted;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// evpnd is the reflector, and each of the peers is a client of it: one lab for each, which every
/// test leaves as it was.
@ParameterizedClass
@EnumSource(PeerKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ReflectorIT {
    private static final List<EvpnRoute> TWO = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);

    @Parameter private PeerKind kind;
    private Shown shown;
    private Star star;
    private final Announced announced = new Announced();

    @BeforeParameterizedClassInvocation
    void open() {
        shown = new Shown(kind);
        star = new Star(kind);
        star.awaitQuiet();
    }

    @AfterEach
    void withdraw() {
        announced.withdrawAll();
        star.awaitQuiet();
    }

    @AfterParameterizedClassInvocation
    void close() {
        Optional.ofNullable(star).ifPresent(Star::close);
    }

    @Test
    void agreesOnWhatBothCan() {
        var seen = star.right.awaitEstablished(Star.REFLECTOR);
        Agreement.check(kind, seen, star.reflector.negotiated(Star.RIGHT));
    }

    @Test
    void reflectsEveryFieldOfTypes1To5AndTheirWithdrawal() {
        var routes = shown.taken();
        announced.announce(star.left, routes);
        assertThat(star.await(shown.keys(routes)))
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream()
                                .map(each -> shown.reflected(each, Star.LEFT, Star.REFLECTOR))
                                .toList());

        announced.withdrawAll();
        var left = shown.leftAfterWithdrawal();
        star.await(shown.keys(left));
        if (!left.isEmpty()) {
            resetByPeer();
        }
    }

    @Test
    void reflectsWhatItAnnounces() {
        var gobgp = new Shown(PeerKind.GOBGP);
        var routes = ownRoutes();
        assertThat(routes.stream().map(it -> it.key().routeType()).collect(Collectors.toSet()))
                .isEqualTo(star.right.announces());
        announced.announce(star.right, routes);
        assertThat(star.await(star.left, EvpnRoute.keys(routes)).stream().map(this::withoutNextHop))
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream()
                                .map(each -> gobgp.reflected(each, Star.RIGHT, Star.REFLECTOR))
                                .map(this::withoutNextHop)
                                .toList());
    }

    /// What the peer announces by itself: see docs/interop.md.
    private List<EvpnRoute> ownRoutes() {
        return switch (kind) {
            case GOBGP -> SampleRoutes.ALL;
            case BIRD -> SampleRoutes.STATIC_IN_BIRD;
            case FRR_8_4, FRR_10_7 -> List.of(SampleRoutes.NETWORK_IN_FRR);
            case OPENBGPD, EXABGP -> List.of();
        };
    }

    /// FRR without a kernel has a mapped IPv6 address for it.
    private EvpnRoute withoutNextHop(EvpnRoute it) {
        return new EvpnRoute(
                it.key(),
                it.labels(),
                it.esi(),
                it.gateway(),
                it.communities(),
                null,
                it.originatorId(),
                it.clusterList(),
                it.from());
    }

    /// GoBGP has no command that asks.
    @Test
    void tellsEverythingAgainWhenAsked() {
        announced.announce(star.left, TWO);
        star.await(shown.keys(TWO));
        var sent = Counted.of(star.reflector, Star.RIGHT, "sent");
        long marks = Refreshes.received(star.right, Star.REFLECTOR).orElse(0);
        if (kind != PeerKind.GOBGP) {
            star.right.refresh(Star.REFLECTOR);
            sent.awaitUpdates();
        }
        if (Agreement.hasEnhancedRefresh(kind) && kind != PeerKind.BIRD) {
            awaitRefreshes(marks + 2);
        }
        star.await(shown.keys(TWO));
    }

    @Test
    void asksForEverythingAgain() {
        var routes = ownRoutes();
        announced.announce(star.right, routes);
        star.await(star.left, EvpnRoute.keys(routes));
        long before = star.reflector.received(Star.RIGHT).path("announced").asLong(0);
        long requests = Refreshes.received(star.right, Star.REFLECTOR).orElse(0);

        star.reflector.tell("refresh", Star.RIGHT);
        if (kind != PeerKind.BIRD) {
            awaitRefreshes(requests + 1);
        }
        long again = before + routes.size();
        assertThat(
                        Waiting.ask(
                                Star.LIMIT,
                                () ->
                                        star.reflector
                                                .received(Star.RIGHT)
                                                .path("announced")
                                                .asLong(0),
                                it -> it >= again))
                .isEqualTo(again);
        star.await(star.left, EvpnRoute.keys(routes));
    }

    /// Of BIRD it cannot be known.
    private void awaitRefreshes(long count) {
        assertThat(
                        Waiting.ask(
                                Star.LIMIT,
                                () -> Refreshes.received(star.right, Star.REFLECTOR).orElseThrow(),
                                it -> it >= count))
                .as("ROUTE-REFRESH messages received")
                .isGreaterThanOrEqualTo(count);
    }

    @Test
    void tellsEverythingAgainAfterAResetByEitherEnd() {
        announced.announce(star.left, TWO);
        star.await(shown.keys(TWO));
        resetByPeer();
        star.await(shown.keys(TWO));

        long before = star.reflector.sessions(Star.RIGHT);
        star.reflector.tell("reset", Star.RIGHT);
        star.reflector.awaitSession(Star.RIGHT, before);
        star.await(shown.keys(TWO));
    }

    private void resetByPeer() {
        long before = star.reflector.sessions(Star.RIGHT);
        star.right.reset(Star.REFLECTOR);
        star.reflector.awaitSession(Star.RIGHT, before);
    }

    /// A peer that takes no long messages is told nothing of the route, and its session lasts.
    @Test
    void reflectsWhatFitsInNoShortMessage() {
        var route = LongRoutes.of("198.51.100.2:2");
        var sent = Counted.of(star.reflector, Star.RIGHT, "sent");
        announced.announce(star.left, List.of(route));
        if (Agreement.hasExtendedMessages(kind)) {
            star.await(shown.keys(List.of(route)));
            sent.awaitLongUpdate();
        } else {
            announced.announce(star.left, List.of(SampleRoutes.MAC));
            star.await(shown.keys(List.of(SampleRoutes.MAC)));
            assertThat(star.reflector.unsendable()).isPositive();
        }
    }

    @Test
    void takesMessagesThatAreLong() {
        var received = Counted.of(star.reflector, Star.RIGHT, "received");
        switch (kind) {
            case GOBGP, BIRD -> {
                var route = LongRoutes.of("198.51.100.3:2");
                announced.announce(star.right, List.of(route));
                assertThat(star.await(star.left, Set.of(route.key())))
                        .extracting(EvpnRoute::communities)
                        .containsExactly(route.communities());
                received.awaitLongUpdate();
            }
            case FRR_8_4, FRR_10_7 -> {
                star.right.show(LongRoutes.ofFrr(Star.AS)).orThrow();
                awaitHeld(LongRoutes.FRR_NETWORKS);
                var apart = Counted.of(star.reflector, Star.RIGHT, "received");
                star.reflector.tell("refresh", Star.RIGHT);
                apart.awaitLongUpdate();
                star.right.show(LongRoutes.withoutThoseOfFrr(Star.AS)).orThrow();
                awaitHeld(0);
            }
            case OPENBGPD, EXABGP -> assertThat(star.right.announces()).isEmpty();
        }
    }

    private void awaitHeld(long count) {
        assertThat(
                        Waiting.ask(
                                Star.LIMIT,
                                () -> star.reflector.received(Star.RIGHT).path("held").asLong(0),
                                it -> it == count))
                .isEqualTo(count);
    }

    @Test
    void takesANewFileWithoutEndingSessions() {
        announced.announce(star.left, TWO);
        star.await(shown.keys(TWO));
        long ends = star.reflector.count("session.down");
        star.reflector.reload(
                Star.CONFIGURATION.replace(
                                "route-reflector-client: true",
                                "route-reflector-client: true, policy: {out: hosts}")
                        + """
                        policies:
                          hosts:
                            - action: permit
                              match: {route-type: macip}
                        """);
        star.await(shown.keys(List.of(SampleRoutes.MAC)));
        star.reflector.reload(Star.CONFIGURATION);
        star.await(shown.keys(TWO));
        assertThat(star.reflector.count("session.down")).isEqualTo(ends);
    }
}
