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
import dev.evpnd.testbed.peer.SessionSeen;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// evpnd as the reflector of two clients: GoBGP, which can announce everything, and the peer that a
/// test is about.
final class Star implements AutoCloseable {
    static final long AS = 65000;
    static final String REFLECTOR = "198.51.100.1";
    static final String LEFT = "198.51.100.2";
    static final String RIGHT = "198.51.100.3";
    static final String REFLECTOR_IPV6 = "2001:db8::1";
    static final String LEFT_IPV6 = "2001:db8::2";
    static final String RIGHT_IPV6 = "2001:db8::3";
    static final Duration LIMIT = Duration.ofSeconds(30);

    /// Whoever comes from the lab's subnet is a client.
    static final String CONFIGURATION =
            """
            as: 65000
            router-id: 198.51.100.1
            listen: 198.51.100.1
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              198.51.100.0/24: {group: fabric}
            """;

    final Lab lab;
    final EvpndProgram reflector;
    final RunningPeer left;
    final RunningPeer right;

    Star(PeerKind kind, Feature... features) {
        this(kind, CONFIGURATION, neighbor -> neighbor.with(features));
    }

    /// @param session how the peer that the test is about is told of evpnd
    Star(PeerKind kind, String configuration, UnaryOperator<Neighbor> session) {
        this(
                kind,
                configuration,
                PeerConfiguration.of(AS, LEFT, Neighbor.of(REFLECTOR, AS)),
                PeerConfiguration.of(AS, RIGHT, session.apply(Neighbor.of(REFLECTOR, AS))));
    }

    /// @param gobgp what GoBGP is told, whose one neighbour is evpnd
    /// @param peer what the peer is told that the test is about
    Star(PeerKind kind, String configuration, PeerConfiguration gobgp, PeerConfiguration peer) {
        PeersCondition.require(PeerKind.GOBGP, kind);
        lab = Lab.open();
        boolean up = false;
        try {
            lab.host().loopback(REFLECTOR, LEFT, RIGHT, REFLECTOR_IPV6, LEFT_IPV6, RIGHT_IPV6);
            reflector = EvpndProgram.start(lab.host(), configuration);
            left = lab.start(PeerKind.GOBGP, gobgp);
            right = lab.start(kind, peer);
            left.awaitEstablished(gobgp.neighbors().getFirst().address());
            up = true;
        } finally {
            if (!up) {
                lab.close();
            }
        }
    }

    /// Waits until the peer has these routes and no others.
    List<EvpnRoute> await(Set<EvpnKey> keys) {
        return await(right, keys);
    }

    /// Waits until a peer has these routes and no others.
    List<EvpnRoute> await(RunningPeer peer, Set<EvpnKey> keys) {
        var seen = Waiting.ask(LIMIT, peer::evpnRoutes, it -> EvpnRoute.keys(it).equals(keys));
        assertThat(seen)
                .as(
                        () ->
                                "%s%n%s%n%s"
                                        .formatted(
                                                peer.kind().text(),
                                                reflector.program().lastWords(20),
                                                peer.program().lastWords(20)))
                .extracting(EvpnRoute::key)
                .containsExactlyInAnyOrderElementsOf(keys);
        return seen;
    }

    /// Waits until a peer knows of no session that is up.
    void awaitDown(RunningPeer peer) {
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () ->
                                        peer.session(REFLECTOR)
                                                .filter(SessionSeen::isEstablished)
                                                .isEmpty()))
                .as(peer.kind() + " holds the session for up")
                .isTrue();
    }

    /// Waits until both peers have a session, and neither has a route.
    void awaitQuiet() {
        reflector.awaitSession(LEFT, 0);
        reflector.awaitSession(RIGHT, 0);
        await(left, Set.of());
        await(right, Set.of());
    }

    @Override
    public void close() {
        lab.close();
    }
}
