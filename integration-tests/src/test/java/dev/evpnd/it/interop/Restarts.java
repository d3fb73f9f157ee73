package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.route.EvpnKey;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What tests of graceful restart, RFC 4724, have in common in both seats.
final class Restarts {
    /// How evpnd ends: told to, and not.
    static final List<Consumer<Program>> ENDS =
            List.of(it -> it.stop(Duration.ofSeconds(10)), Program::kill);

    private Restarts() {}

    /// Waits until there are these routes and no others, and sees that they are there all along.
    static void awaitAlwaysWith(Supplier<Set<EvpnKey>> routes, Set<EvpnKey> keys) {
        var seen =
                Waiting.ask(
                        Star.LIMIT,
                        () -> {
                            var now = routes.get();
                            assertThat(now).containsAll(keys);
                            return now;
                        },
                        keys::equals);
        assertThat(seen).isEqualTo(keys);
    }

    /// That it can keep what it forwards has to be said to FRR at the top.
    static PeerConfiguration restarting(PeerKind kind, PeerConfiguration peer) {
        return switch (kind) {
            case FRR_8_4, FRR_10_7 ->
                    peer.extra(
                            """
                            router bgp 65000
                             bgp graceful-restart
                             bgp graceful-restart preserve-fw-state
                             bgp graceful-restart select-defer-time 5
                            exit""");
            case GOBGP, BIRD, OPENBGPD, EXABGP -> peer;
        };
    }
}
