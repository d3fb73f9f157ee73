package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// evpnd is a client, and each of the peers that can is its reflector. The other client is GoBGP.
class ClientIT {
    private static final String CONFIGURATION =
            """
            as: 65000
            router-id: 198.51.100.3
            listen: 198.51.100.3
            neighbors:
              198.51.100.1: {remote-as: internal, update-source: 198.51.100.3, %s}
            """;
    private static final String PLAIN = "timers: {connect-retry: 1}";
    private static final EvpnKey SPOKEN =
            EvpnKey.inclusiveMulticast("198.51.100.3:100", 0, Star.RIGHT);

    /// evpnd, and what it is a client of.
    private static final class Tail implements AutoCloseable {
        final Lab lab;
        final RunningPeer reflector;
        final RunningPeer left;
        final EvpndProgram client;

        Tail(PeerKind kind, String settings, UnaryOperator<Neighbor> session) {
            PeersCondition.require(PeerKind.GOBGP, kind);
            lab = Lab.open();
            lab.host().loopback(Star.REFLECTOR, Star.LEFT, Star.RIGHT);
            reflector =
                    lab.start(
                            kind,
                            PeerConfiguration.of(
                                    Star.AS,
                                    Star.REFLECTOR,
                                    client(Star.LEFT),
                                    session.apply(client(Star.RIGHT))));
            left =
                    lab.start(
                            PeerKind.GOBGP,
                            PeerConfiguration.of(
                                    Star.AS, Star.LEFT, Neighbor.of(Star.REFLECTOR, Star.AS)));
            client = EvpndProgram.start(lab.host(), CONFIGURATION.formatted(settings));
            left.awaitEstablished(Star.REFLECTOR);
        }

        private static Neighbor client(String address) {
            return Neighbor.of(address, Star.AS).with(Feature.REFLECTOR_CLIENT);
        }

        List<EvpnRoute> shown() {
            return EvpndRoutes.read(client.show(List.of("routes")));
        }

        /// Waits until evpnd has these routes and no others.
        List<EvpnRoute> await(Set<EvpnKey> keys) {
            var seen = Waiting.ask(Star.LIMIT, this::shown, it -> keys(it).equals(keys));
            assertThat(keys(seen)).as(() -> client.program().lastWords(20)).isEqualTo(keys);
            return seen;
        }

        @Override
        public void close() {
            lab.close();
        }
    }

    private static Set<EvpnKey> keys(Collection<EvpnRoute> routes) {
        return routes.stream().map(EvpnRoute::key).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7", "GOBGP", "BIRD"})
    void holdsEveryFieldOfWhatIsReflectedAndIsHeardItself(PeerKind kind) {
        try (var tail = new Tail(kind, PLAIN, each -> each)) {
            assertThat(tail.reflector.awaitEstablished(Star.RIGHT).negotiated())
                    .contains(SessionCapability.EVPN, SessionCapability.FOUR_OCTET_AS);
            Routes.ALL.forEach(tail.left::announce);
            assertThat(tail.await(keys(Routes.ALL)))
                    .containsExactlyInAnyOrderElementsOf(
                            Routes.ALL.stream().map(it -> reflected(kind, it)).toList());

            tail.client.reload(CONFIGURATION.formatted(PLAIN) + "mac-vrfs:\n  100:\n");
            var heard =
                    Waiting.ask(
                            Star.LIMIT, () -> tail.left.evpnRoutes(SPOKEN), it -> !it.isEmpty());
            assertThat(heard)
                    .singleElement()
                    .satisfies(
                            it -> {
                                assertThat(it.labels()).containsExactly(100L);
                                assertThat(it.communities())
                                        .containsExactlyInAnyOrder(
                                                "rt:65000:100", "encapsulation:8");
                                assertThat(it.nextHop()).isEqualTo(Star.RIGHT);
                                assertThat(it.originatorId()).isEqualTo(Star.RIGHT);
                            });
            tail.client.reload(CONFIGURATION.formatted(PLAIN));
            assertThat(Waiting.until(Star.LIMIT, () -> tail.left.evpnRoutes(SPOKEN).isEmpty()))
                    .isTrue();

            Routes.ALL.forEach(tail.left::withdraw);
            tail.await(keys(leftAfterWithdrawal(kind)));
        }
    }

    /// BIRD never tells of the end of a route of type 2 that has a segment.
    private static List<EvpnRoute> leftAfterWithdrawal(PeerKind kind) {
        return Routes.ALL.stream()
                .filter(each -> kind == PeerKind.BIRD && each.esi() != null)
                .toList();
    }

    /// FRR 8.4 drops what it does not show, too.
    private static EvpnRoute reflected(PeerKind kind, EvpnRoute it) {
        boolean drops = kind == PeerKind.FRR_8_4;
        return new EvpnRoute(
                it.key(),
                drops && it.key().routeType() == 1 ? List.of(0L) : it.labels(),
                it.esi(),
                drops ? null : it.gateway(),
                it.communities(),
                Star.LEFT,
                Star.LEFT,
                List.of(Star.REFLECTOR),
                Star.REFLECTOR);
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7", "GOBGP", "BIRD"})
    void comesBackWithPasswordAfterEndsOfAllKinds(PeerKind kind) {
        var settings = "password: secret, timers: {hold: 3, connect-retry: 1}";
        try (var tail = new Tail(kind, settings, each -> each.password("secret").holdTime(3))) {
            tail.reflector.awaitEstablished(Star.RIGHT);
            tail.left.announce(Routes.MAC);
            tail.await(keys(List.of(Routes.MAC)));

            tail.client.tell(List.of("refresh", Star.REFLECTOR));
            tail.left.announce(Routes.MULTICAST);
            var both = keys(List.of(Routes.MAC, Routes.MULTICAST));
            tail.await(both);

            tail.client.tell(List.of("reset", Star.REFLECTOR));
            tail.client.awaitSession(Star.REFLECTOR, 1);
            tail.await(both);

            tail.reflector.reset(Star.RIGHT);
            tail.client.awaitSession(Star.REFLECTOR, 2);
            tail.await(both);

            tail.reflector.program().pause();
            tail.client.awaitLog("Hold Timer Expired");
            tail.reflector.program().resume();
            tail.client.awaitSession(Star.REFLECTOR, 3);
            tail.await(both);

            tail.client.program().kill();
            tail.client.restart();
            tail.await(both);
        }
    }
}
