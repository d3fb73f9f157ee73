package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Graceful restart, RFC 4724, of a client and of its reflector.
class ClientRestartIT {
    private static final String CONFIGURATION =
            Tail.configuration(
                    "timers: {connect-retry: 1}, graceful-restart: {mode: restarter}",
                    Tail.SPEAKS
                            + """
                            graceful-restart: {preserve-forwarding: true, select-defer-time: 30}
                            """);
    private static final List<EvpnRoute> TWO = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);

    /// Of FRR that is back, routes go until it has heard them from its other clients again.
    private static final Set<PeerKind> TELLS_ITS_END_FIRST =
            Set.of(PeerKind.FRR_8_4, PeerKind.FRR_10_7);

    private static Tail tail(PeerKind kind) {
        return new Tail(
                kind,
                CONFIGURATION,
                PeerConfiguration.of(
                        Star.AS,
                        Star.LEFT,
                        Neighbor.of(Star.REFLECTOR, Star.AS).with(Feature.GRACEFUL_RESTART)),
                Restarts.restarting(
                        kind,
                        PeerConfiguration.of(
                                Star.AS, Star.REFLECTOR, client(Star.LEFT), client(Star.RIGHT))));
    }

    private static Neighbor client(String address) {
        return Neighbor.of(address, Star.AS)
                .with(Feature.REFLECTOR_CLIENT, Feature.GRACEFUL_RESTART);
    }

    /// What others passed on is not here, and what is withdrawn meanwhile goes.
    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7", "GOBGP", "BIRD"})
    void keepsTheRoutesOfAReflectorThatRestarts(PeerKind kind) {
        try (var tail = tail(kind)) {
            tail.client.awaitSession(Star.REFLECTOR, 0);
            TWO.forEach(tail.left::announce);
            var keys = new HashSet<>(EvpnRoute.keys(TWO));
            keys.add(Tail.SPOKEN);
            tail.client.await(keys);

            tail.reflector.program().kill();
            tail.client.awaitLog("session.down peer=" + Star.REFLECTOR);
            tail.client.await(keys);
            assertThat(tail.client.received(Star.REFLECTOR).path("stale").asLong())
                    .isEqualTo(TWO.size());
            tail.left.withdraw(SampleRoutes.MULTICAST);

            tail.reflector.restart();
            keys.remove(SampleRoutes.MULTICAST.key());
            if (TELLS_ITS_END_FIRST.contains(kind)) {
                tail.client.await(keys);
            } else {
                Restarts.awaitAlwaysWith(() -> EvpnRoute.keys(tail.client.routes()), keys);
            }
            tail.awaitSpoken(tail.left);
        }
    }

    /// FRR keeps no EVPN routes for anybody who restarts, OpenBGPD not each time.
    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"GOBGP", "BIRD"})
    void restartsAndItsOwnRoutesAreKept(PeerKind kind) {
        try (var tail = tail(kind)) {
            TWO.forEach(tail.left::announce);
            var kept = new HashSet<>(EvpnRoute.keys(TWO));
            kept.add(Tail.SPOKEN);
            for (var end : Restarts.ENDS) {
                tail.client.await(kept);
                tail.awaitSpoken(tail.left);
                end.accept(tail.client.program());
                tail.awaitDownAtPeer();

                tail.client.restart();
                assertThat(Waiting.until(Star.LIMIT, () -> hasAll(tail, kept))).isTrue();
                assertThat(tail.client.count("restart.begin")).isOne();
            }
        }
    }

    /// Whether evpnd has been told everything. The other client has it all along.
    private static boolean hasAll(Tail tail, Set<EvpnKey> kept) {
        assertThat(EvpnRoute.keys(tail.left.evpnRoutes())).isEqualTo(kept);
        return tail.client.sessions(Star.REFLECTOR) > 0
                && EvpnRoute.keys(tail.client.routes()).equals(kept);
    }
}
