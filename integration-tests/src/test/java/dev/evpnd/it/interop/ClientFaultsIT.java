package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.SessionSeen;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;
import dev.evpnd.testbed.route.SampleRoutes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// evpnd is a client, and what ends sessions happens to it with each of the peers. The session is
/// with a password.
@ParameterizedClass
@EnumSource(PeerKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ClientFaultsIT {
    private static final String CONFIGURATION =
            Tail.configuration(
                    "password: secret, timers: {hold: 3, connect-retry: 1, maximum-idle-hold: 2}",
                    Tail.SPEAKS);

    private Set<EvpnKey> routes;
    @Parameter private PeerKind kind;
    private Tail tail;

    @BeforeParameterizedClassInvocation
    void open() {
        tail = new Tail(kind, CONFIGURATION, each -> each.password("secret").holdTime(3));
        routes = new HashSet<>(Set.of(Tail.SPOKEN));
        if (Tail.REFLECTORS.contains(kind)) {
            var all = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);
            all.forEach(tail.left::announce);
            routes.addAll(EvpnRoute.keys(all));
        }
        awaitAll(0);
    }

    @AfterParameterizedClassInvocation
    void close() {
        Optional.ofNullable(tail).ifPresent(Tail::close);
    }

    /// Waits for one session more, and for all routes at both ends.
    private void awaitAll(long before) {
        tail.client.awaitSession(Star.REFLECTOR, before);
        tail.client.await(routes);
        tail.awaitSpoken(tail.reflector);
    }

    /// It stays away twice as long after each session that failed, unless it is a new one.
    @BeforeEach
    void forgetFailuresBefore() {
        if (kind == PeerKind.OPENBGPD) {
            long before = tail.client.sessions(Star.REFLECTOR);
            tail.reflector.restart();
            awaitAll(before);
        }
    }

    @Test
    void holdsASilentReflectorForDeadAndComesBack() {
        long before = tail.client.sessions(Star.REFLECTOR);
        tail.reflector.program().pause();
        tail.client.awaitEnd(Star.REFLECTOR, "Hold Timer Expired");
        tail.client.await(Set.of(Tail.SPOKEN));
        tail.reflector.program().resume();
        awaitAll(before);
    }

    @Test
    void isHeldForDeadWhenItIsSilentAndComesBack() {
        long before = tail.client.sessions(Star.REFLECTOR);
        tail.client.program().pause();
        tail.awaitDownAtPeer();
        tail.client.program().resume();
        awaitAll(before);
    }

    @Test
    void comesBackAfterItWasKilled() {
        tail.client.program().kill();
        tail.client.restart();
        awaitAll(0);
    }

    /// TCP has no word for a signature that is wrong: neither end is answered, and the kernel
    /// counts what it drops.
    @Test
    void speaksWithAReflectorThatKnowsThePasswordAndWithNoOther() {
        long before = tail.client.sessions(Star.REFLECTOR);
        tail.client.reload(CONFIGURATION.replace("secret", "guess"));
        tail.awaitDownAtPeer();
        BadSignatures.await(tail.lab.host());
        assertThat(tail.client.sessions(Star.REFLECTOR)).isEqualTo(before);
        assertThat(tail.client.peer(Star.REFLECTOR).path("state").asString())
                .isIn("Idle", "Connect", "Active");
        assertThat(tail.reflector.session(Star.RIGHT).filter(SessionSeen::isEstablished)).isEmpty();

        tail.client.reload(CONFIGURATION);
        awaitAll(before);
    }
}
