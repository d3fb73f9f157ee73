package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.it.interop.LongRoutes.Counted;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnKey;
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

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// evpnd is a client, and each of the peers is at the other end: one lab for each, which every test
/// leaves as it was. What is reflected is looked at where the peer reflects.
@ParameterizedClass
@EnumSource(PeerKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ClientIT {
    private static final String PLAIN = "timers: {connect-retry: 1}";

    @Parameter private PeerKind kind;
    private Tail tail;
    private final Announced announced = new Announced();

    @BeforeParameterizedClassInvocation
    void open() {
        tail = new Tail(kind, PLAIN, "");
        tail.client.awaitSession(Star.REFLECTOR, 0);
    }

    @AfterEach
    void withdraw() {
        announced.withdrawAll();
        tail.client.reload(Tail.configuration(PLAIN, ""));
        tail.client.await(Set.of());
    }

    @AfterParameterizedClassInvocation
    void close() {
        Optional.ofNullable(tail).ifPresent(Tail::close);
    }

    private void speak() {
        tail.client.reload(Tail.configuration(PLAIN, Tail.SPEAKS));
    }

    /// What evpnd has been told is here: everything that is announced, by a peer that reflects.
    private List<EvpnRoute> announce(List<EvpnRoute> routes) {
        var reflected = Tail.REFLECTORS.contains(kind) ? routes : List.<EvpnRoute>of();
        announced.announce(tail.left, reflected);
        return reflected;
    }

    @Test
    void agreesOnWhatBothCan() {
        var seen = tail.reflector.awaitEstablished(Star.RIGHT);
        Agreement.check(kind, seen, tail.client.negotiated(Star.REFLECTOR));
    }

    @Test
    void holdsEveryFieldOfWhatIsReflectedUntilItIsWithdrawn() {
        var routes = announce(SampleRoutes.ALL);
        assertThat(tail.client.await(EvpnRoute.keys(routes)).stream().map(this::compared))
                .containsExactlyInAnyOrderElementsOf(routes.stream().map(this::reflected).toList());
        announced.withdrawAll();
        var left = leftAfterWithdrawal(routes);
        tail.client.await(left);
        if (!left.isEmpty()) {
            // A new session is told of it, too: only a new BIRD has forgotten.
            long before = tail.client.sessions(Star.REFLECTOR);
            tail.reflector.restart();
            tail.client.awaitSession(Star.REFLECTOR, before);
            tail.left.awaitEstablished(Star.REFLECTOR);
        }
    }

    /// BIRD never tells of the end of a route of type 2 that has a segment.
    private Set<EvpnKey> leftAfterWithdrawal(List<EvpnRoute> routes) {
        return EvpnRoute.keys(
                routes.stream()
                        .filter(each -> kind == PeerKind.BIRD && each.esi() != null)
                        .toList());
    }

    private EvpnRoute reflected(EvpnRoute it) {
        var route =
                new EvpnRoute(
                        it.key(),
                        it.labels(),
                        it.esi(),
                        it.gateway(),
                        it.communities(),
                        Star.LEFT,
                        Star.LEFT,
                        List.of(Star.REFLECTOR),
                        Star.REFLECTOR);
        return compared(route);
    }

    /// What has become of the label and the gateway is not looked at where FRR 8.4 has lost them.
    private EvpnRoute compared(EvpnRoute it) {
        if (kind != PeerKind.FRR_8_4) {
            return it;
        }
        return new EvpnRoute(
                it.key(),
                it.key().routeType() == 1 ? List.of() : it.labels(),
                it.esi(),
                null,
                it.communities(),
                it.nextHop(),
                it.originatorId(),
                it.clusterList(),
                it.from());
    }

    @Test
    void isHeardWithEveryFieldUntilItWithdraws() {
        speak();
        var direct = tail.awaitSpoken(tail.reflector);
        assertSpoken(direct);
        assertThat(direct.from()).isEqualTo(Star.RIGHT);
        if (Tail.REFLECTORS.contains(kind)) {
            var reflected = tail.awaitSpoken(tail.left);
            assertSpoken(reflected);
            assertThat(reflected.originatorId()).isEqualTo(Star.RIGHT);
            assertThat(reflected.clusterList()).containsExactly(Star.REFLECTOR);
        }
        tail.client.reload(Tail.configuration(PLAIN, ""));
        tail.awaitSilent(tail.reflector);
        tail.awaitSilent(tail.left);
    }

    private static void assertSpoken(EvpnRoute it) {
        assertThat(it.labels()).containsExactly(100L);
        assertThat(it.communities()).containsExactlyInAnyOrder("rt:65000:100", "encapsulation:8");
        assertThat(it.nextHop()).isEqualTo(Star.RIGHT);
    }

    @Test
    void asksForEverythingAgain() {
        var routes = announce(List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST));
        tail.client.await(EvpnRoute.keys(routes));
        long before = announcedToEvpnd();
        tail.client.tell("refresh", Star.REFLECTOR);
        long again = before + routes.size();
        assertThat(Waiting.ask(Star.LIMIT, this::announcedToEvpnd, it -> it >= again))
                .isEqualTo(again);
        tail.client.await(EvpnRoute.keys(routes));
        if (kind == PeerKind.OPENBGPD || kind == PeerKind.EXABGP) {
            awaitRequest();
        }
    }

    private long announcedToEvpnd() {
        return tail.client.received(Star.REFLECTOR).path("announced").asLong(0);
    }

    /// By a peer that has nothing to tell when it is asked.
    private void awaitRequest() {
        assertThat(
                        Waiting.until(
                                Star.LIMIT,
                                () ->
                                        Refreshes.received(tail.reflector, Star.RIGHT).orElseThrow()
                                                > 0))
                .isTrue();
    }

    /// GoBGP has no command that asks.
    @Test
    void tellsEverythingAgainWhenAsked() {
        speak();
        tail.awaitSpoken(tail.reflector);
        var sent = Counted.of(tail.client, Star.REFLECTOR, "sent");
        if (kind != PeerKind.GOBGP) {
            tail.reflector.refresh(Star.RIGHT);
            sent.awaitUpdates();
        }
        tail.awaitSpoken(tail.reflector);
    }

    @Test
    void isToldEverythingAgainAfterAResetByEitherEnd() {
        speak();
        var keys = new HashSet<>(EvpnRoute.keys(announce(List.of(SampleRoutes.MAC))));
        keys.add(Tail.SPOKEN);
        tail.client.await(keys);
        tail.awaitSpoken(tail.reflector);

        long before = tail.client.sessions(Star.REFLECTOR);
        tail.client.tell("reset", Star.REFLECTOR);
        tail.client.awaitSession(Star.REFLECTOR, before);
        tail.client.await(keys);
        tail.awaitSpoken(tail.reflector);

        resetByPeer();
        tail.client.await(keys);
        tail.awaitSpoken(tail.reflector);
    }

    private void resetByPeer() {
        long before = tail.client.sessions(Star.REFLECTOR);
        tail.reflector.reset(Star.RIGHT);
        tail.client.awaitSession(Star.REFLECTOR, before);
    }

    @Test
    void takesWhatFitsInNoShortMessage() {
        var route = LongRoutes.of("198.51.100.2:2");
        var received = Counted.of(tail.client, Star.REFLECTOR, "received");
        var routes = announce(List.of(route));
        var seen = tail.client.await(EvpnRoute.keys(routes));
        for (var it : seen) {
            assertThat(it.communities()).isEqualTo(route.communities());
            received.awaitLongUpdate();
        }
    }

    /// A peer that takes no long messages is told nothing of it, and its session lasts.
    @Test
    void tellsWhatFitsInNoShortMessage() {
        long ends = tail.client.count("session.down");
        var lines = LongRoutes.ownedByEvpnd();
        tail.client.reload(Tail.configuration(PLAIN, lines));
        tail.awaitSpoken(tail.reflector);
        var sent = Counted.of(tail.client, Star.REFLECTOR, "sent");
        tail.client.reload(Tail.configuration(PLAIN + ", policy: {out: long}", lines));
        if (Agreement.hasExtendedMessages(kind)) {
            sent.awaitLongUpdate();
            tail.awaitSpoken(tail.reflector);
        } else {
            assertThat(Waiting.until(Star.LIMIT, () -> tail.client.unsendable() > 0)).isTrue();
            tail.awaitSilent(tail.reflector);
        }
        assertThat(tail.client.count("session.down")).isEqualTo(ends);
    }
}
