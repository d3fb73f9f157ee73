package dev.evpnd.testbed;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Each peer in each part: announcing, reflecting, being told.
class PeersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// A session that it loses as soon as it has it, to a second connection for instance, keeps it
    /// away for half a minute and more.
    private static final Duration LIMIT_OF_OPENBGPD = Duration.ofSeconds(100);

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void showsWhatItWasTold(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, PeerKind.GOBGP, kind)) {
            var routes = kind == PeerKind.OPENBGPD ? SampleRoutes.TYPES_2_AND_3 : SampleRoutes.ALL;
            routes.forEach(star.left::announce);
            var seen = await(star.right, keys(routes, kind));
            for (var route : routes) {
                assertThat(find(seen, route, kind)).isEqualTo(asShown(route, kind));
            }

            star.left.withdraw(SampleRoutes.MAC);
            star.left.withdraw(SampleRoutes.MULTICAST);
            var rest = keys(routes, kind);
            rest.removeAll(keys(List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST), kind));
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

    /// A route as its reflection by FRR looks to this peer, which does not show all of it.
    private static EvpnRoute asShown(EvpnRoute it, PeerKind kind) {
        boolean frr = kind == PeerKind.FRR_8_4 || kind == PeerKind.FRR_10_7;
        var communities = new TreeSet<>(it.communities());
        if (frr && communities.remove("esi-label:100:all-active")) {
            communities.add("esi-label:all-active");
        }
        return new EvpnRoute(
                key(it, kind),
                labels(it, kind),
                it.esi(),
                kind == PeerKind.FRR_8_4 ? null : it.gateway(),
                communities,
                Star.LEFT,
                Star.LEFT,
                List.of(Star.REFLECTOR),
                Star.REFLECTOR);
    }

    private static List<Long> labels(EvpnRoute it, PeerKind kind) {
        if (kind == PeerKind.FRR_8_4 && it.key().routeType() == 1) {
            return List.of();
        }
        return kind == PeerKind.OPENBGPD ? it.labels().subList(0, 1) : it.labels();
    }

    private static List<EvpnRoute> await(RunningPeer peer, Set<EvpnKey> keys) {
        var seen =
                Waiting.ask(
                        peer.kind() == PeerKind.OPENBGPD ? LIMIT_OF_OPENBGPD : LIMIT,
                        peer::evpnRoutes,
                        it ->
                                it.stream()
                                        .map(EvpnRoute::key)
                                        .collect(Collectors.toSet())
                                        .equals(keys));
        assertThat(seen)
                .as(() -> whatIsSeenOf(peer))
                .extracting(EvpnRoute::key)
                .containsExactlyInAnyOrderElementsOf(keys);
        return seen;
    }

    /// The name of a test does not say which peer it was with.
    private static String whatIsSeenOf(RunningPeer peer) {
        return "%s with %s%n%s"
                .formatted(peer.kind().text(), peer.sessions(), peer.program().lastWords(20));
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
            SampleRoutes.ALL.forEach(star.left::announce);
            var seen = await(star.right, keys(SampleRoutes.ALL, kind));
            assertThat(seen)
                    .allSatisfy(
                            it -> {
                                assertThat(it.originatorId()).isEqualTo(Star.LEFT);
                                assertThat(it.clusterList()).containsExactly(Star.REFLECTOR);
                                assertThat(it.nextHop()).isEqualTo(Star.LEFT);
                            });
        }
    }

    /// What a peer cannot announce is in docs/interop.md.
    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            mode = Mode.EXCLUDE,
            names = {"OPENBGPD"})
    void announcesAndWithdraws(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, kind, PeerKind.GOBGP, Feature.IPV4_UNICAST)) {
            var routes = announcedBy(kind);
            assertThat(routes.stream().map(it -> it.key().routeType()).collect(Collectors.toSet()))
                    .isEqualTo(star.left.announces());
            routes.forEach(star.left::announce);
            var seen = await(star.right, keys(routes, kind));
            for (var route : routes) {
                var found = find(seen, route, kind);
                assertThat(found.labels()).isEqualTo(route.labels());
                assertThat(found.communities()).isEqualTo(route.communities());
                assertThat(found.esi()).isEqualTo(route.esi());
            }
            routes.forEach(star.left::withdraw);
            await(star.right, Set.of());
        }
    }

    private static List<EvpnRoute> announcedBy(PeerKind kind) {
        return switch (kind) {
            case GOBGP, EXABGP -> SampleRoutes.ALL;
            case BIRD -> SampleRoutes.STATIC_IN_BIRD;
            case FRR_8_4, FRR_10_7 -> List.of(SampleRoutes.NETWORK_IN_FRR);
            case OPENBGPD -> List.of();
        };
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void comesBackAfterItWasReset(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, PeerKind.GOBGP, kind)) {
            star.left.announce(SampleRoutes.MAC);
            await(star.right, keys(List.of(SampleRoutes.MAC), kind));
            star.right.reset(Star.REFLECTOR);
            await(star.right, Set.of());
            star.right.awaitEstablished(Star.REFLECTOR);
            star.right.refresh(Star.REFLECTOR);
            await(star.right, keys(List.of(SampleRoutes.MAC), kind));
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void comesBackAfterItWasKilled(PeerKind kind) {
        try (var star = new Star(PeerKind.FRR_10_7, PeerKind.GOBGP, kind)) {
            star.left.announce(SampleRoutes.MAC);
            await(star.reflector, Set.of(SampleRoutes.MAC.key()));
            star.right.program().kill();
            assertThat(star.right.program().isAlive()).isFalse();
            star.right.restart();
            star.right.awaitEstablished(Star.REFLECTOR);
            await(star.right, keys(List.of(SampleRoutes.MAC), kind));
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void speaksOverIpv6WithPasswordAndGracefulRestart(PeerKind kind) {
        var other = kind == PeerKind.FRR_10_7 ? PeerKind.GOBGP : PeerKind.FRR_10_7;
        PeersCondition.require(kind, other);
        try (var lab = Lab.open()) {
            lab.host().loopback("2001:db8::1", "2001:db8::2");
            lab.start(other, ipv6(Star.REFLECTOR, "2001:db8::1", "2001:db8::2"));
            var peer = lab.start(kind, ipv6(Star.LEFT, "2001:db8::2", "2001:db8::1"));
            var session = peer.awaitEstablished("2001:db8::1");
            assertThat(session.sent())
                    .contains(SessionCapability.EVPN, SessionCapability.GRACEFUL_RESTART);
        }
    }

    private static PeerConfiguration ipv6(String routerId, String local, String remote) {
        var neighbor =
                Neighbor.of(remote, Star.AS)
                        .port(1790)
                        .password("secret")
                        .with(Feature.GRACEFUL_RESTART);
        return PeerConfiguration.of(Star.AS, routerId, neighbor).listen(1790, local);
    }

    /// One of a single process, and those of several.
    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_10_7", "OPENBGPD", "EXABGP"})
    void isHeldStill(PeerKind kind) {
        PeersCondition.require(kind, PeerKind.GOBGP);
        try (var lab = Lab.open()) {
            lab.host().loopback(Star.REFLECTOR, Star.LEFT);
            var witness =
                    lab.start(
                            PeerKind.GOBGP,
                            PeerConfiguration.of(
                                    Star.AS,
                                    Star.REFLECTOR,
                                    Neighbor.of(Star.LEFT, Star.AS).holdTime(3)));
            var peer =
                    lab.start(
                            kind,
                            PeerConfiguration.of(
                                    Star.AS,
                                    Star.LEFT,
                                    Neighbor.of(Star.REFLECTOR, Star.AS).holdTime(3)));
            witness.awaitEstablished(Star.LEFT);
            peer.program().pause();
            assertThat(
                            Waiting.until(
                                    LIMIT,
                                    () ->
                                            !witness.session(Star.LEFT)
                                                    .orElseThrow()
                                                    .isEstablished()))
                    .as("the hold timer expires")
                    .isTrue();
            peer.program().resume();
            witness.awaitEstablished(Star.LEFT);
        }
    }
}
