package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.SessionCapability;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// evpnd is the reflector, and each of the peers is a client of it.
class ReflectorIT {

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void reflectsEveryFieldOfTypes1To5AndTheirWithdrawal(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = new Star(kind)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            var routes = shown.taken();
            routes.forEach(star.left::announce);
            var seen = star.await(shown.keys(routes));
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            routes.stream()
                                    .map(each -> shown.reflected(each, Star.LEFT, Star.REFLECTOR))
                                    .toList());

            routes.forEach(star.left::withdraw);
            star.await(shown.keys(shown.leftAfterWithdrawal()));
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void agreesOnWhatBothCan(PeerKind kind) {
        try (var star = new Star(kind)) {
            var session = star.right.awaitEstablished(Star.REFLECTOR);
            assertThat(session.negotiated())
                    .contains(SessionCapability.EVPN, SessionCapability.FOUR_OCTET_AS);
            if (kind != PeerKind.OPENBGPD && kind != PeerKind.BIRD) {
                assertThat(session.negotiated()).contains(SessionCapability.EXTENDED_MESSAGE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void tellsEverythingAgainWhenAskedAndAfterAReset(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = new Star(kind)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            var routes = List.of(Routes.MAC, Routes.MULTICAST);
            routes.forEach(star.left::announce);
            star.await(shown.keys(routes));

            star.right.refresh(Star.REFLECTOR);
            star.await(shown.keys(routes));
            long before = star.reflector.sessions(Star.RIGHT);
            star.right.reset(Star.REFLECTOR);
            star.reflector.awaitSession(Star.RIGHT, before);
            star.await(shown.keys(routes));
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void holdsASilentPeerForDeadAndWelcomesItBack(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = new Star(kind, Star.CONFIGURATION, each -> each.holdTime(3))) {
            star.right.awaitEstablished(Star.REFLECTOR);
            star.left.announce(Routes.MAC);
            star.await(shown.keys(List.of(Routes.MAC)));

            star.right.program().pause();
            star.reflector.awaitLog("Hold Timer Expired");
            long before = star.reflector.sessions(Star.RIGHT);
            star.right.program().resume();
            star.reflector.awaitSession(Star.RIGHT, before);
            star.await(shown.keys(List.of(Routes.MAC)));
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void speaksWithPeersThatKnowThePasswordAndWithNoOthers(PeerKind kind) {
        var configuration =
                Star.CONFIGURATION
                        + "neighbors:\n  198.51.100.3: {group: fabric, password: secret}\n";
        try (var star = new Star(kind, configuration, each -> each.password("secret"))) {
            star.right.awaitEstablished(Star.REFLECTOR);
        }
        try (var star = new Star(kind, configuration, each -> each.password("guess"))) {
            assertThat(Waiting.until(Star.LIMIT, () -> badSignatures(star) >= 3)).isTrue();
            assertThat(star.reflector.sessions(Star.RIGHT)).isZero();
        }
    }

    /// How many segments the hosts of the lab have not taken for their signature.
    private static long badSignatures(Star star) {
        var lines = star.lab.host().exec("cat", "/proc/net/netstat").orThrow().lines().toList();
        var names = List.of(lines.get(0).split(" ", -1));
        return Long.parseLong(lines.get(1).split(" ", -1)[names.indexOf("TCPMD5Failure")]);
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void takesANewFileWithoutEndingSessions(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = new Star(kind)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            var routes = List.of(Routes.MAC, Routes.MULTICAST);
            routes.forEach(star.left::announce);
            star.await(shown.keys(routes));

            star.reflector.reload(
                    Star.CONFIGURATION.replace(
                                    "route-reflector-client: true",
                                    "route-reflector-client: true, policy: {out: hosts}")
                            + """
                            policies:
                              hosts:
                                - action: permit
                                  match: {route-type: macip}
                            """);
            star.await(shown.keys(List.of(Routes.MAC)));
            assertThat(star.reflector.count("session.down")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void convergesAgainAfterItWasKilled(PeerKind kind) {
        var shown = new Shown(kind);
        try (var star = new Star(kind)) {
            star.right.awaitEstablished(Star.REFLECTOR);
            var routes = List.of(Routes.MAC, Routes.MULTICAST);
            routes.forEach(star.left::announce);
            star.await(shown.keys(routes));

            star.reflector.program().kill();
            star.reflector.restart();
            star.reflector.awaitSession(Star.LEFT, 0);
            star.reflector.awaitSession(Star.RIGHT, 0);
            star.await(shown.keys(routes));
        }
    }
}
