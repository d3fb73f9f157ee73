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

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// evpnd as a client of the peer that a test is about. The other client is GoBGP, which can
/// announce everything.
final class Tail implements AutoCloseable {
    /// What evpnd announces of itself where it is told to.
    static final EvpnKey SPOKEN = EvpnKey.inclusiveMulticast("198.51.100.3:100", 0, Star.RIGHT);

    /// The line that tells it to.
    static final String SPEAKS = "mac-vrfs: {100: {}}\n";

    /// The others pass nothing on: see docs/interop.md.
    static final Set<PeerKind> REFLECTORS =
            Set.of(PeerKind.FRR_8_4, PeerKind.FRR_10_7, PeerKind.GOBGP, PeerKind.BIRD);

    final Lab lab;
    final RunningPeer reflector;
    final RunningPeer left;
    final EvpndProgram client;

    /// A peer in AS 65000 that evpnd is a client of, with a session that is nothing special.
    Tail(PeerKind kind, String settings, String lines) {
        this(kind, configuration(settings, lines), each -> each);
    }

    /// @param session how the peer is told of evpnd
    Tail(PeerKind kind, String configuration, UnaryOperator<Neighbor> session) {
        this(
                kind,
                configuration,
                PeerConfiguration.of(Star.AS, Star.LEFT, Neighbor.of(Star.REFLECTOR, Star.AS)),
                PeerConfiguration.of(
                        Star.AS,
                        Star.REFLECTOR,
                        Neighbor.of(Star.LEFT, Star.AS).with(Feature.REFLECTOR_CLIENT),
                        session.apply(
                                Neighbor.of(Star.RIGHT, Star.AS).with(Feature.REFLECTOR_CLIENT))));
    }

    /// @param gobgp what GoBGP is told, whose one neighbour is the peer
    /// @param peer what the peer is told, whose first neighbour is GoBGP
    Tail(PeerKind kind, String configuration, PeerConfiguration gobgp, PeerConfiguration peer) {
        PeersCondition.require(PeerKind.GOBGP, kind);
        lab = Lab.open();
        boolean up = false;
        try {
            lab.host()
                    .loopback(
                            Star.REFLECTOR,
                            Star.LEFT,
                            Star.RIGHT,
                            Star.REFLECTOR_IPV6,
                            Star.LEFT_IPV6,
                            Star.RIGHT_IPV6);
            reflector = lab.start(kind, peer);
            left = lab.start(PeerKind.GOBGP, gobgp);
            client = EvpndProgram.start(lab.host(), configuration);
            left.awaitEstablished(Star.REFLECTOR);
            up = true;
        } finally {
            if (!up) {
                lab.close();
            }
        }
    }

    /// What evpnd is told.
    ///
    /// @param settings more of the neighbour that the peer is
    /// @param lines what else there is to be in the file
    static String configuration(String settings, String lines) {
        return """
        as: 65000
        router-id: 198.51.100.3
        listen: 198.51.100.3
        neighbors:
          198.51.100.1: {remote-as: internal, update-source: 198.51.100.3, %s}
        %s"""
                .formatted(settings, lines);
    }

    /// Waits until the peer knows of no session with evpnd that is up.
    void awaitDownAtPeer() {
        assertThat(
                        Waiting.until(
                                Star.LIMIT,
                                () ->
                                        reflector
                                                .session(Star.RIGHT)
                                                .filter(SessionSeen::isEstablished)
                                                .isEmpty()))
                .as(reflector.kind() + " holds the session for up")
                .isTrue();
    }

    /// Waits until a peer has what evpnd announces of itself, and answers with it.
    EvpnRoute awaitSpoken(RunningPeer peer) {
        var key = shown(peer);
        var heard = Waiting.ask(Star.LIMIT, () -> peer.evpnRoutes(key), it -> it.size() == 1);
        assertThat(heard).as(() -> client.program().lastWords(20)).hasSize(1);
        return heard.getFirst();
    }

    /// Waits until it has not.
    void awaitSilent(RunningPeer peer) {
        var key = shown(peer);
        assertThat(Waiting.ask(Star.LIMIT, () -> peer.evpnRoutes(key), List::isEmpty)).isEmpty();
    }

    private static EvpnKey shown(RunningPeer peer) {
        return peer.kind() == PeerKind.OPENBGPD ? SPOKEN.withoutTag() : SPOKEN;
    }

    @Override
    public void close() {
        lab.close();
    }
}
