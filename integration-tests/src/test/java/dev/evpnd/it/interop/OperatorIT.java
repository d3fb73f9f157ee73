package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.SessionSeen;
import dev.evpnd.testbed.route.EvpnKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.Set;

/// What FRR sees of what an operator of evpnd has it do.
class OperatorIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION =
            """
            as: 65000
            router-id: 198.51.100.1
            listen: 198.51.100.1
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            neighbors:
              198.51.100.2: {group: fabric}
              198.51.100.3: {group: fabric}
            """;

    private final Shown shown = new Shown(PeerKind.FRR_10_7);
    private Star star;
    private Set<EvpnKey> keys;

    @BeforeEach
    void start() {
        star = new Star(PeerKind.FRR_10_7, CONFIGURATION, neighbor -> neighbor);
        star.reflector.awaitSession(Star.RIGHT, 0);
        var routes = shown.taken();
        routes.forEach(star.left::announce);
        keys = shown.keys(routes);
        star.await(keys);
    }

    @AfterEach
    void close() {
        star.close();
    }

    /// What FRR says of evpnd.
    private JsonNode neighbor() {
        return JSON.readTree(
                        star.right.show("show bgp neighbors " + Star.REFLECTOR + " json").orThrow())
                .path(Star.REFLECTOR);
    }

    private void awaitReason(String reason) {
        var seen =
                Waiting.ask(
                        Star.LIMIT,
                        this::neighbor,
                        it -> it.path("lastNotificationReason").asString("").equals(reason));
        assertThat(seen.path("lastNotificationReason").asString("")).isEqualTo(reason);
    }

    private long refreshes() {
        return Refreshes.received(star.right, Star.REFLECTOR).orElseThrow();
    }

    private void awaitRefreshes(long count) {
        assertThat(Waiting.ask(Star.LIMIT, this::refreshes, it -> it >= count)).isEqualTo(count);
    }

    @Test
    void aSoftClearAsksItAndTellsItAgainWhileTheSessionLasts() {
        long before = refreshes();
        long sessions = star.reflector.sessions(Star.RIGHT);
        star.reflector.command("clear bgp l2vpn evpn 198.51.100.3 soft in");
        awaitRefreshes(before + 1);
        // The marks of a beginning and of an end, and all routes between them.
        star.reflector.command("clear bgp l2vpn evpn 198.51.100.3 soft out");
        awaitRefreshes(before + 3);
        star.await(keys);
        assertThat(star.reflector.sessions(Star.RIGHT)).isEqualTo(sessions);
    }

    @Test
    void aClearEndsTheSessionWithAnAdministrativeResetAndItComesBack() {
        long sessions = star.reflector.sessions(Star.RIGHT);
        star.reflector.command("clear bgp 198.51.100.3");
        awaitReason("Cease/Administrative Reset");
        star.reflector.awaitSession(Star.RIGHT, sessions);
        star.await(keys);
    }

    @Test
    void aShutdownIsToldWithItsMessageAndLastsUntilItIsTakenBack() {
        long sessions = star.reflector.sessions(Star.RIGHT);
        star.reflector.command("neighbor 198.51.100.3 shutdown message back in an hour");
        awaitReason("Cease/Administrative Shutdown");
        assertThat(neighbor().path("lastShutdownDescription").asString(""))
                .isEqualTo("back in an hour");
        star.awaitDown(star.right);
        star.await(Set.of());
        star.reflector.reload(
                CONFIGURATION.replace(
                        "3: {group: fabric}", "3: {group: fabric, timers: {hold: 30}}"));
        assertThat(star.right.session(Star.REFLECTOR).filter(SessionSeen::isEstablished)).isEmpty();
        star.reflector.command("no neighbor 198.51.100.3 shutdown");
        star.reflector.awaitSession(Star.RIGHT, sessions);
        star.await(keys);
    }
}
