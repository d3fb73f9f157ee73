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

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// evpnd is the reflector, and what ends sessions happens to each of the peers. All sessions are
/// with a password.
@ParameterizedClass
@EnumSource(PeerKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // by JUnit, before the tests
class ReflectorFaultsIT {
    private static final List<EvpnRoute> TWO = List.of(SampleRoutes.MAC, SampleRoutes.MULTICAST);
    private static final String CONFIGURATION =
            Star.CONFIGURATION
                    + """
                    neighbors:
                      198.51.100.3:
                        group: fabric
                        update-source: 198.51.100.1
                        password: secret
                        timers: {connect-retry: 1}
                    """;

    @Parameter private PeerKind kind;
    private Set<EvpnKey> routes;
    private Star star;

    @BeforeParameterizedClassInvocation
    void open() {
        routes = new Shown(kind).keys(TWO);
        star = new Star(kind, CONFIGURATION, each -> each.password("secret").holdTime(3));
        TWO.forEach(star.left::announce);
        star.await(routes);
    }

    @AfterParameterizedClassInvocation
    void close() {
        Optional.ofNullable(star).ifPresent(Star::close);
    }

    /// It stays away twice as long after each session that failed, unless it is a new one.
    @BeforeEach
    void forgetFailuresBefore() {
        if (kind == PeerKind.OPENBGPD) {
            long before = star.reflector.sessions(Star.RIGHT);
            star.right.restart();
            star.reflector.awaitSession(Star.RIGHT, before);
            star.await(routes);
        }
    }

    @Test
    void holdsASilentPeerForDeadAndWelcomesItBack() {
        long before = star.reflector.sessions(Star.RIGHT);
        star.right.program().pause();
        star.reflector.awaitEnd(Star.RIGHT, "Hold Timer Expired");
        star.right.program().resume();
        star.reflector.awaitSession(Star.RIGHT, before);
        star.await(routes);
    }

    @Test
    void isHeldForDeadWhenItIsSilentAndWelcomedBack() {
        long before = star.reflector.sessions(Star.RIGHT);
        star.reflector.program().pause();
        star.awaitDown(star.right);
        star.reflector.program().resume();
        star.reflector.awaitSession(Star.RIGHT, before);
        star.await(routes);
    }

    @Test
    void convergesAgainAfterItWasKilled() {
        star.reflector.program().kill();
        star.reflector.restart();
        star.reflector.awaitSession(Star.LEFT, 0);
        star.reflector.awaitSession(Star.RIGHT, 0);
        star.await(routes);
    }

    @Test
    void speaksWithPeersThatKnowThePasswordAndWithNoOthers() {
        long before = star.reflector.sessions(Star.RIGHT);
        star.reflector.reload(CONFIGURATION.replace("secret", "guess"));
        star.awaitDown(star.right);
        BadSignatures.await(star.lab.host());
        assertThat(star.reflector.sessions(Star.RIGHT)).isEqualTo(before);
        assertThat(star.right.session(Star.REFLECTOR).filter(SessionSeen::isEstablished)).isEmpty();

        star.reflector.reload(CONFIGURATION);
        star.reflector.awaitSession(Star.RIGHT, before);
        star.await(routes);
    }
}
