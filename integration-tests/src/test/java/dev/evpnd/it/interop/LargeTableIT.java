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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.regex.Pattern;

/// evpnd reflects the table of a data center, and is told one.
class LargeTableIT {
    private static final int ROUTES = 20_000;
    private static final int HOLD_TIME = 90;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void tellsOf20000RoutesAndOfTheirEnd(PeerKind kind) {
        PeersCondition.require(kind);
        try (var lab = Lab.open()) {
            lab.host().loopback(Star.REFLECTOR, Star.LEFT, Star.RIGHT);
            EvpndProgram.start(lab.host(), Star.CONFIGURATION);
            var neighbor = Neighbor.of(Star.REFLECTOR, Star.AS).holdTime(HOLD_TIME);
            var peer = lab.start(kind, PeerConfiguration.of(Star.AS, Star.RIGHT, neighbor));
            peer.awaitEstablished(Star.REFLECTOR);

            var feeder = Feeder.start(lab.host(), Star.LEFT, Star.REFLECTOR, Star.AS, ROUTES);
            assertThat(Waiting.ask(LIMIT, () -> count(peer), it -> it == ROUTES))
                    .as(() -> feeder.lastWords(20))
                    .isEqualTo(ROUTES);
            feeder.kill();
            assertThat(Waiting.ask(LIMIT, () -> count(peer), it -> it == 0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"FRR_8_4", "FRR_10_7", "GOBGP", "BIRD"})
    void takes20000RoutesAndForgetsThem(PeerKind kind) {
        PeersCondition.require(kind);
        try (var lab = Lab.open()) {
            lab.host().loopback(Star.REFLECTOR, Star.LEFT, Star.RIGHT);
            var peer =
                    lab.start(
                            kind,
                            PeerConfiguration.of(
                                    Star.AS,
                                    Star.REFLECTOR,
                                    client(Star.LEFT).with(Feature.PASSIVE),
                                    client(Star.RIGHT)));
            var evpnd = EvpndProgram.start(lab.host(), Tail.configuration("timers: {}", ""));
            peer.awaitEstablished(Star.RIGHT);

            var feeder = Feeder.start(lab.host(), Star.LEFT, Star.REFLECTOR, Star.AS, ROUTES);
            assertThat(Waiting.ask(LIMIT, () -> held(evpnd), it -> it == ROUTES))
                    .as(() -> feeder.lastWords(20))
                    .isEqualTo(ROUTES);
            feeder.kill();
            assertThat(Waiting.ask(LIMIT, () -> held(evpnd), it -> it == 0)).isZero();
        }
    }

    private static Neighbor client(String address) {
        return Neighbor.of(address, Star.AS).holdTime(HOLD_TIME).with(Feature.REFLECTOR_CLIENT);
    }

    private static long held(EvpndProgram evpnd) {
        return evpnd.received(Star.REFLECTOR).path("held").asLong(0);
    }

    /// How many EVPN routes a peer has. It is asked for the number where it knows one.
    private static long count(RunningPeer peer) {
        return switch (peer.kind()) {
            case FRR_8_4, FRR_10_7 ->
                    number(peer, "\"pfxRcd\": *(\\d+)", "show bgp l2vpn evpn summary json");
            case GOBGP -> number(peer, "Path: (\\d+)", "global", "rib", "summary", "-a", "evpn");
            case BIRD -> number(peer, "(\\d+) of ", "show", "route", "table", "evpns", "count");
            case OPENBGPD ->
                    number(
                            peer,
                            "\"prefixes\": *\\{[^}]*\"received\": *(\\d+)",
                            "-j",
                            "show",
                            "neighbor");
            case EXABGP -> peer.evpnRoutes().size();
        };
    }

    private static long number(RunningPeer peer, String pattern, String... words) {
        var said = peer.show(words).orThrow();
        var found = Pattern.compile(pattern).matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Long.parseLong(found.group(1));
    }
}
