package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Graceful restart, RFC 4724, of either end.
class RestartIT {
    private static final String CONFIGURATION =
            Star.CONFIGURATION.replace(
                            "route-reflector-client: true",
                            "route-reflector-client: true, graceful-restart: {mode: restarter}")
                    + """
                    graceful-restart: {preserve-forwarding: true, select-defer-time: 30}
                    """;

    /// What evpnd itself announces with it, so that it is seen that it has spoken.
    private static final String SPEAKS = "mac-vrfs:\n  100:\n";

    private static final EvpnKey SPOKEN =
            EvpnKey.inclusiveMulticast("198.51.100.1:100", 0, Star.REFLECTOR);

    /// What is withdrawn while evpnd is away.
    private static final EvpnRoute GONE =
            EvpnRoute.of(
                    EvpnKey.macIp("198.51.100.2:2", 0, "02:00:00:00:02:09", null),
                    List.of(100L),
                    "rt:65000:100",
                    "encapsulation:8");

    /// A second one that each of the peers can announce.
    private static EvpnRoute other(EvpnRoute route) {
        var key =
                route.key().routeType() == 5
                        ? EvpnKey.ipPrefix("198.51.100.3:201", 0, "203.0.113.128/25")
                        : EvpnKey.macIp("198.51.100.3:2", 0, "02:00:00:00:03:02", null);
        return EvpnRoute.of(key, route.labels(), route.communities().toArray(String[]::new));
    }

    private static EvpnRoute announcedBy(PeerKind kind) {
        return switch (kind) {
            case FRR_8_4, FRR_10_7 ->
                    EvpnRoute.of(
                            EvpnKey.ipPrefix("198.51.100.3:200", 0, "203.0.113.0/25"),
                            List.of(161L),
                            "router-mac:02:00:00:00:ff:03");
            case GOBGP, BIRD, OPENBGPD, EXABGP ->
                    EvpnRoute.of(
                            EvpnKey.macIp("198.51.100.3:2", 0, "02:00:00:00:03:01", null),
                            List.of(100L),
                            "rt:65000:100",
                            "encapsulation:8");
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            mode = Mode.EXCLUDE,
            names = {"OPENBGPD", "EXABGP"})
    void keepsTheRoutesOfAPeerThatRestarts(PeerKind kind) {
        var neighbor = Neighbor.of(Star.REFLECTOR, Star.AS).with(Feature.GRACEFUL_RESTART);
        var peer = Restarts.restarting(kind, PeerConfiguration.of(Star.AS, Star.RIGHT, neighbor));
        var gobgp = PeerConfiguration.of(Star.AS, Star.LEFT, neighbor);
        try (var star = new Star(kind, CONFIGURATION, gobgp, peer)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            var kept = announcedBy(kind);
            var gone = other(kept);
            star.right.announce(kept);
            star.right.announce(gone);
            await(star.left, Set.of(kept.key(), gone.key()));

            star.right.program().kill();
            star.reflector.awaitLog("session.down peer=" + Star.RIGHT);
            star.reflector.reload(CONFIGURATION + SPEAKS);
            await(star.left, Set.of(kept.key(), gone.key(), SPOKEN));

            long before = star.reflector.sessions(Star.RIGHT);
            star.right.restart();
            star.right.announce(kept);
            star.reflector.awaitSession(Star.RIGHT, before);
            await(star.left, Set.of(kept.key(), SPOKEN));
        }
    }

    /// FRR keeps no EVPN routes for anybody who restarts, OpenBGPD not each time. What a peer
    /// without a table keeps cannot be asked.
    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"GOBGP", "BIRD"})
    void restartsWithoutItsRoutesBeingGone(PeerKind kind) {
        var shown = new Shown(kind);
        var neighbor = Neighbor.of(Star.REFLECTOR, Star.AS).with(Feature.GRACEFUL_RESTART);
        var gobgp = PeerConfiguration.of(Star.AS, Star.LEFT, neighbor);
        var peer = PeerConfiguration.of(Star.AS, Star.RIGHT, neighbor);
        try (var star = new Star(kind, CONFIGURATION, gobgp, peer)) {
            assertThat(star.right.awaitEstablished(Star.REFLECTOR).received())
                    .contains(SessionCapability.GRACEFUL_RESTART);
            var kept = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);
            kept.forEach(star.left::announce);
            for (var end : Restarts.ENDS) {
                star.left.announce(GONE);
                star.await(shown.keys(List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST, GONE)));
                end.accept(star.reflector.program());
                star.awaitDown(star.right);
                star.awaitDown(star.left);
                star.left.withdraw(GONE);

                star.reflector.restart();
                Restarts.awaitAlwaysWith(() -> keys(star.right), shown.keys(kept));
                assertThat(star.reflector.count("restart.begin")).isOne();
            }
        }
    }

    private static Set<EvpnKey> keys(RunningPeer peer) {
        return peer.evpnRoutes().stream().map(EvpnRoute::key).collect(Collectors.toSet());
    }

    private static void await(RunningPeer peer, Set<EvpnKey> keys) {
        assertThat(Waiting.ask(Star.LIMIT, () -> keys(peer), keys::equals)).isEqualTo(keys);
    }
}
