package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.ObjectMapper;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// evpnd at the edge of a system of its own, as a leaf below a spine, each of which has an AS
/// number of four octets. The peer has two neighbours that are evpnd: one by IPv4 and one by IPv6,
/// which evpnd is told of in turn.
@ParameterizedClass
@EnumSource(PeerKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ClientSessionsIT {
    private static final long SPINE_AS = 4_200_000_000L;
    private static final long OTHER_AS = 4_200_000_001L;
    private static final long LEAF_AS = 4_200_000_002L;

    private static final String CONFIGURATION =
            """
            as: 4200000002
            router-id: 198.51.100.3
            listen: ["[2001:db8::3]:179", "198.51.100.3:179"]
            neighbors:
              "%s":
                remote-as: 4200000000
                update-source: "%s"
                ebgp-multihop: 8
                ebgp-requires-policy: false
                timers: {connect-retry: 1}
            mac-vrfs:
              100: {rd: "198.51.100.3:100", route-targets: {export: "65000:100"}}
            """;
    private static final String OVER_IPV4 = CONFIGURATION.formatted(Star.REFLECTOR, Star.RIGHT);
    private static final String OVER_IPV6 =
            CONFIGURATION.formatted(Star.REFLECTOR_IPV6, Star.RIGHT_IPV6);

    @Parameter private PeerKind kind;
    private Set<EvpnKey> routes;
    private Tail tail;

    @BeforeParameterizedClassInvocation
    void open() {
        var gobgp =
                PeerConfiguration.of(OTHER_AS, Star.LEFT, Neighbor.of(Star.REFLECTOR, SPINE_AS));
        var spine =
                PeerConfiguration.of(
                                SPINE_AS,
                                Star.REFLECTOR,
                                Neighbor.of(Star.LEFT, OTHER_AS),
                                Neighbor.of(Star.RIGHT, LEAF_AS),
                                Neighbor.of(Star.RIGHT_IPV6, LEAF_AS))
                        .listen(179, Star.REFLECTOR, Star.REFLECTOR_IPV6);
        tail = new Tail(kind, OVER_IPV4, gobgp, spine);
        routes = new HashSet<>(Set.of(Tail.SPOKEN));
        if (Tail.REFLECTORS.contains(kind)) {
            var all = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);
            all.forEach(tail.left::announce);
            routes.addAll(EvpnRoute.keys(all));
        }
    }

    @AfterParameterizedClassInvocation
    void close() {
        Optional.ofNullable(tail).ifPresent(Tail::close);
    }

    @Test
    void isALeafBelowASpineWithAnAsNumberOfFourOctets() {
        tail.client.reload(OVER_IPV4);
        var seen = tail.reflector.awaitEstablished(Star.RIGHT);
        assertThat(seen.negotiated()).contains(SessionCapability.FOUR_OCTET_AS);
        var agreed = tail.client.negotiated(Star.REFLECTOR);
        assertThat(agreed.path("fourOctetAs").asBoolean()).isTrue();
        assertThat(agreed.path("external").asBoolean()).isTrue();

        tail.client.await(routes);
        var paths =
                Tail.REFLECTORS.contains(kind) ? Set.of("", SPINE_AS + " " + OTHER_AS) : Set.of("");
        assertThat(pathsAtEvpnd()).isEqualTo(paths);
        tail.awaitSpoken(tail.reflector);
        assertThat(AsPaths.of(tail.reflector)).contains(List.of(LEAF_AS));
    }

    private Set<String> pathsAtEvpnd() {
        var paths = new HashSet<String>();
        for (var route : new ObjectMapper().readTree(tail.client.show("routes")).path("routes")) {
            route.path("paths").forEach(it -> paths.add(it.path("path").asString("")));
        }
        return paths;
    }

    @Test
    void speaksOverIpv6() {
        tail.client.reload(OVER_IPV6);
        tail.reflector.awaitEstablished(Star.RIGHT_IPV6);
        assertThat(tail.client.peer(Star.REFLECTOR_IPV6).path("localAddress").asString())
                .isEqualTo(Star.RIGHT_IPV6);
        tail.client.await(routes);
        var spoken =
                Waiting.ask(
                        Star.LIMIT,
                        () -> tail.awaitSpoken(tail.reflector),
                        it -> Star.RIGHT_IPV6.equals(it.from()));
        assertThat(spoken.from()).isEqualTo(Star.RIGHT_IPV6);
        assertThat(spoken.nextHop()).isEqualTo(Star.RIGHT);
    }
}
