package dev.evpnd.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Each peer in each part: announcing, reflecting, being told.
class PeersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void showsWhatItWasTold(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, PeerKind.GOBGP, kind)) {
            var routes = kind == PeerKind.OPENBGPD ? Routes.TYPES_2_AND_3 : Routes.ALL;
            routes.forEach(star.left::announce);
            var seen = await(star.right, keys(routes, kind));
            assertThat(seen).allSatisfy(route -> assertThat(route.from()).isIn(Star.REFLECTOR));
            for (var route : routes) {
                assertThat(find(seen, route, kind)).isEqualTo(asShown(route, kind));
            }

            star.left.withdraw(Routes.MAC);
            star.left.withdraw(Routes.MULTICAST);
            var rest = keys(routes, kind);
            rest.removeAll(keys(List.of(Routes.MAC, Routes.MULTICAST), kind));
            await(star.right, rest);
        }
    }

    private static Set<EvpnKey> keys(Collection<EvpnRoute> routes, PeerKind kind) {
        return routes.stream().map(it -> key(it, kind)).collect(Collectors.toSet());
    }

    private static EvpnKey key(EvpnRoute route, PeerKind kind) {
        return kind == PeerKind.OPENBGPD ? route.key().withoutTag() : route.key();
    }

    private static EvpnRoute find(List<EvpnRoute> seen, EvpnRoute route, PeerKind kind) {
        return seen.stream()
                .filter(it -> it.key().equals(key(route, kind)))
                .findFirst()
                .orElseThrow();
    }

    private static EvpnRoute asShown(EvpnRoute route, PeerKind kind) {
        return route;
    }

    private static List<EvpnRoute> await(RunningPeer peer, Set<EvpnKey> keys) {
        var seen =
                Waiting.ask(
                        LIMIT,
                        peer::evpnRoutes,
                        it ->
                                it.stream()
                                        .map(EvpnRoute::key)
                                        .collect(Collectors.toSet())
                                        .equals(keys));
        assertThat(seen).extracting(EvpnRoute::key).containsExactlyInAnyOrderElementsOf(keys);
        return seen;
    }

    @ParameterizedTest
    @EnumSource(value = PeerKind.class)
    void tellsOfItsSessions(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, PeerKind.GOBGP, kind)) {
            var session = star.right.session(Star.REFLECTOR).orElseThrow();
            assertThat(session.negotiated())
                    .contains(SessionCapability.EVPN, SessionCapability.FOUR_OCTET_AS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            mode = Mode.EXCLUDE,
            names = {"OPENBGPD", "EXABGP"})
    void reflects(PeerKind kind) {
        try (var star = new Star(kind, PeerKind.GOBGP, PeerKind.EXABGP)) {
            Routes.ALL.forEach(star.left::announce);
            var seen = await(star.right, keys(Routes.ALL, kind));
            assertThat(seen)
                    .allSatisfy(
                            it -> {
                                assertThat(it.originatorId()).isEqualTo(Star.LEFT);
                                assertThat(it.clusterList()).containsExactly(Star.REFLECTOR);
                                assertThat(it.nextHop()).isEqualTo(Star.LEFT);
                            });
        }
    }

    @ParameterizedTest
    @EnumSource(value = PeerKind.class)
    void announces(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, kind, PeerKind.EXABGP, Feature.IPV4_UNICAST)) {
            System.out.println(kind + " " + star.left.announces());
        }
    }
}
