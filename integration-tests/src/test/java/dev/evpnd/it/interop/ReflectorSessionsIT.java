package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.ArrayList;
import java.util.List;

/// evpnd in the middle of sessions that are not plain internal ones over IPv4.
class ReflectorSessionsIT {
    private static final long MIDDLE_AS = 4_200_000_000L;
    private static final long FORMER_AS = 4_200_000_009L;
    private static final long LEFT_AS = 4_200_000_001L;
    private static final long RIGHT_AS = 4_200_000_002L;

    /// Another client.
    private static final String OTHER = "198.51.100.4";

    private static final String OVER_IPV6 =
            """
            as: 65000
            router-id: 198.51.100.1
            listen: ["[2001:db8::1]:179", "198.51.100.1:179"]
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              2001:db8::/64: {group: fabric}
              198.51.100.0/24: {group: fabric}
            """;

    private static final String EXTERNAL =
            """
            as: 4200000000
            router-id: 198.51.100.1
            listen: 198.51.100.1
            peer-groups:
              border:
                remote-as: external
                ebgp-requires-policy: false
                ebgp-multihop: 8
                route-server-client: false
            listen-ranges:
              198.51.100.0/24: {group: border}
            """;

    /// Next hops are IPv6 addresses then, unless the peer is one that takes or shows no such.
    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void reflectsOverIpv6(PeerKind kind) {
        var shown = new Shown(kind);
        boolean ipv6 = Shown.IPV6_NEXT_HOPS.contains(kind);
        var gobgp =
                ipv6
                        ? overIpv6(Star.LEFT, Star.LEFT_IPV6)
                        : PeerConfiguration.of(
                                Star.AS, Star.LEFT, Neighbor.of(Star.REFLECTOR, Star.AS));
        try (var star = new Star(kind, OVER_IPV6, gobgp, overIpv6(Star.RIGHT, Star.RIGHT_IPV6))) {
            star.right.awaitEstablished(Star.REFLECTOR_IPV6);
            var routes = shown.taken();
            routes.forEach(star.left::announce);
            var nextHop = ipv6 ? Star.LEFT_IPV6 : Star.LEFT;
            assertThat(star.await(shown.keys(routes)))
                    .containsExactlyInAnyOrderElementsOf(
                            routes.stream()
                                    .map(each -> shown.reflected(each, Star.LEFT, Star.REFLECTOR))
                                    .map(each -> overIpv6(each, nextHop))
                                    .toList());
            routes.forEach(star.left::withdraw);
            star.await(shown.keys(shown.leftAfterWithdrawal()));
        }
    }

    private static PeerConfiguration overIpv6(String routerId, String address) {
        var neighbor = Neighbor.of(Star.REFLECTOR_IPV6, Star.AS);
        return PeerConfiguration.of(Star.AS, routerId, neighbor).listen(179, address);
    }

    private static EvpnRoute overIpv6(EvpnRoute it, String nextHop) {
        return new EvpnRoute(
                it.key(),
                it.labels(),
                it.esi(),
                it.gateway(),
                it.communities(),
                nextHop,
                it.originatorId(),
                it.clusterList(),
                Star.REFLECTOR_IPV6);
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void passesOnBetweenSystemsWithNumbersOfFourOctets(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = between(kind, false)) {
            var session = star.right.awaitEstablished(Star.REFLECTOR);
            assertThat(session.negotiated()).contains(SessionCapability.FOUR_OCTET_AS);
            var agreed = star.reflector.negotiated(Star.RIGHT);
            assertThat(agreed.path("fourOctetAs").asBoolean()).isTrue();
            assertThat(agreed.path("extendedMessages").path("send").asBoolean())
                    .isEqualTo(kind != PeerKind.OPENBGPD);
            passesOnUnchanged(star, shown);
            assertThat(AsPaths.of(star.right)).containsExactly(List.of(MIDDLE_AS, LEFT_AS));
        }
    }

    /// OpenBGPD would have to be told on the session itself that this may be.
    @ParameterizedTest
    @EnumSource(value = PeerKind.class, mode = Mode.EXCLUDE, names = "OPENBGPD")
    void servesRoutesWithoutItsOwnSystemInThePath(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = between(kind, true)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            passesOnUnchanged(star, shown);
            assertThat(AsPaths.of(star.right)).containsExactly(List.of(LEFT_AS));
        }
    }

    /// What FRR and GoBGP take it to be in is another system than that which it is in.
    @ParameterizedTest
    @EnumSource(value = PeerKind.class, names = "FRR_10_7")
    void isInAnotherSystemForWhoTakesItToBe(PeerKind kind) {
        isInAnotherSystem(kind, true, false);
        isInAnotherSystem(kind, false, false);
        isInAnotherSystem(kind, true, true);
        isInAnotherSystem(kind, false, true);
    }

    private static void isInAnotherSystem(PeerKind kind, boolean prepend, boolean replaceAs) {
        var localAs =
                "local-as: {as: %d, prepend: %b, replace-as: %b}"
                        .formatted(FORMER_AS, prepend, replaceAs);
        var neighbor = Neighbor.of(Star.REFLECTOR, FORMER_AS);
        try (var star =
                new Star(
                        kind,
                        EXTERNAL.replace("route-server-client: false", localAs),
                        PeerConfiguration.of(LEFT_AS, Star.LEFT, neighbor),
                        PeerConfiguration.of(RIGHT_AS, Star.RIGHT, neighbor))) {
            star.right.awaitEstablished(Star.REFLECTOR);
            passesOnUnchanged(star, new Shown(kind));
            var path = new ArrayList<Long>(List.of(FORMER_AS));
            if (!replaceAs) {
                path.add(MIDDLE_AS);
            }
            if (prepend) {
                path.add(FORMER_AS);
            }
            path.add(LEFT_AS);
            assertThat(AsPaths.of(star.right)).as(localAs).containsExactly(path);
        }
    }

    private static Star between(PeerKind kind, boolean routeServer) {
        var neighbor = Neighbor.of(Star.REFLECTOR, MIDDLE_AS);
        return new Star(
                kind,
                EXTERNAL.replace("client: false", "client: " + routeServer),
                PeerConfiguration.of(LEFT_AS, Star.LEFT, neighbor),
                takingAnyPath(kind, PeerConfiguration.of(RIGHT_AS, Star.RIGHT, neighbor)));
    }

    /// FRR 10.7 wants to find the neighbour's AS in front, unless it is told otherwise.
    private static PeerConfiguration takingAnyPath(PeerKind kind, PeerConfiguration peer) {
        return kind != PeerKind.FRR_10_7
                ? peer
                : peer.extra(
                        """
                        router bgp %d
                         no neighbor %s enforce-first-as
                        exit"""
                                .formatted(RIGHT_AS, Star.REFLECTOR));
    }

    private static void passesOnUnchanged(Star star, Shown shown) {
        var routes = shown.taken();
        routes.forEach(star.left::announce);
        assertThat(star.await(shown.keys(routes)))
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream()
                                .map(each -> shown.passedOn(each, Star.LEFT, Star.REFLECTOR))
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            mode = Mode.EXCLUDE,
            names = {"OPENBGPD", "EXABGP"})
    void tellsOfEveryPath(PeerKind kind) {
        var group = "route-reflector-client: true";
        var configuration =
                Star.CONFIGURATION.replace(group, group + ", add-path: {receive: true, send: all}");
        try (var star = new Star(kind, configuration, each -> each.with(Feature.ADD_PATH))) {
            assertThat(star.right.awaitEstablished(Star.REFLECTOR).negotiated())
                    .contains(SessionCapability.ADD_PATH);
            star.lab.host().loopback(OTHER);
            var other =
                    star.lab.start(
                            PeerKind.GOBGP,
                            PeerConfiguration.of(
                                    Star.AS, OTHER, Neighbor.of(Star.REFLECTOR, Star.AS)));
            other.awaitEstablished(Star.REFLECTOR);
            star.left.announce(SampleRoutes.MAC);
            other.announce(SampleRoutes.MAC);
            awaitNextHops(star, Star.LEFT, OTHER);
            star.left.withdraw(SampleRoutes.MAC);
            awaitNextHops(star, OTHER);
        }
    }

    private static void awaitNextHops(Star star, String... nextHops) {
        var seen =
                Waiting.ask(
                        Star.LIMIT, () -> nextHops(star.right), it -> it.equals(List.of(nextHops)));
        assertThat(seen).containsExactly(nextHops);
    }

    /// Of all paths to one destination.
    private static List<String> nextHops(RunningPeer peer) {
        return peer.evpnRoutes(SampleRoutes.MAC.key()).stream()
                .map(it -> String.valueOf(it.nextHop()))
                .sorted()
                .toList();
    }
}
