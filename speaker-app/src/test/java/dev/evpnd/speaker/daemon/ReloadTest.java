package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// A daemon that goes from one configuration to another, or from one life to the next.
@Timeout(60)
class ReloadTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    @TempDir Path directory;

    private Configuration configuration(String... lines) {
        return reloaded.configuration(lines);
    }

    private Daemon start(Configuration configuration) throws IOException {
        return reloaded.start(configuration);
    }

    private Daemon startWithState(Configuration configuration) throws IOException {
        return reloaded.start(configuration, StateDirectory.take(directory).orElseThrow());
    }

    private RawPeer connect(String from) throws IOException {
        return reloaded.connect(from);
    }

    @Test
    void onlySessionsWhoseOwnParametersChangedAreReset() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}", OTHER + ": {}")));
        try (var one = connect(ONE).establish();
                var other = connect(OTHER).establish()) {
            until(() -> reloaded.status(OTHER).peer() != null);
            var refused =
                    daemon.reload(
                            configuration(
                                    neighbors(ONE + ": {timers: {hold: 30}}", OTHER + ": {}")));
            assertThat(refused).isEmpty();
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.OTHER_CONFIGURATION_CHANGE);
            other.send(other.update(1));
            until(() -> routes(daemon) == 1);
            assertThat(reloaded.status(OTHER).changes()).isEqualTo(1);
        }
    }

    private static int routes(Daemon daemon) {
        return daemon.speaker().routing().ask(rib -> rib.view().size()).join();
    }

    @Test
    void whatChangesForRoutesAloneIsAppliedWhileTheSessionLasts() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}", OTHER + ": {}")));
        try (var one = connect(ONE).establish();
                var other = connect(OTHER).establish()) {
            one.send(one.update(1));
            assertThat(nextHop(other)).isEqualTo(IpAddress.parse(ONE));
            daemon.reload(
                    configuration(neighbors(ONE + ": {}", OTHER + ": {next-hop-self: force}")));
            assertThat(nextHop(other)).isEqualTo(IpAddress.parse("127.0.0.1"));
            assertThat(reloaded.status(OTHER).changes()).isEqualTo(1);
            assertThat(reloaded.status(ONE).changes()).isEqualTo(1);
        }
    }

    /// Of the next route that it is told.
    private static IpAddress nextHop(RawPeer peer) throws IOException {
        while (true) {
            switch (peer.receive()) {
                case Update update when update.mpReach().isPresent() -> {
                    return update.mpReach().get().nextHop().address().orElseThrow();
                }
                case null -> throw new AssertionError("closed");
                default -> {}
            }
        }
    }

    @Test
    void whoIsConfiguredNoMoreIsToldSo() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var one = connect(ONE).establish()) {
            one.send(one.update(1));
            until(() -> routes(daemon) == 1);
            daemon.reload(configuration());
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.PEER_DECONFIGURED);
            until(() -> routes(daemon) == 0);
        }
        try (var again = connect(ONE)) {
            assertThat(again.receive()).isNull();
        }
    }

    @Test
    void aSessionThatOutlastsNotificationsIsEndedByAHardReset() throws Exception {
        var daemon =
                start(configuration(neighbors(ONE + ": {graceful-restart: {mode: restarter}}")));
        try (var one = connect(ONE).establish(RawPeer.HOLD, graceful())) {
            one.send(one.update(1));
            until(() -> routes(daemon) == 1);
            // What was announced counts, and not what would be from now on.
            daemon.reload(configuration());
            var end = Objects.requireNonNull(one.receiveEnd());
            assertThat(end.code()).isEqualTo(NotificationCode.HARD_RESET);
            assertThat(end.hardResetCause().map(Notification::code))
                    .contains(NotificationCode.PEER_DECONFIGURED);
            until(() -> routes(daemon) == 0);
        }
    }

    static List<Capability> graceful() {
        var capabilities = new ArrayList<>(RawPeer.CAPABILITIES);
        capabilities.add(
                new GracefulRestart(
                        GracefulRestart.NOTIFICATION,
                        100,
                        List.of(
                                new GracefulRestart.Entry(
                                        AddressFamily.L2VPN_EVPN,
                                        GracefulRestart.Entry.FORWARDING_STATE))));
        return capabilities;
    }

    @Test
    void aNeighborThatIsShutDownIsToldWhyAndIsNotStartedByAReset() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var one = connect(ONE).establish()) {
            daemon.reload(
                    configuration(neighbors(ONE + ": {shutdown: true, shutdown-message: later}")));
            var end = Objects.requireNonNull(one.receiveEnd());
            assertThat(end.code()).isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
            assertThat(end.shutdownCommunication()).contains("later");
        }
        await(daemon.speaker().neighbors().reset(IpAddress.parse(ONE), ""));
        assertThat(reloaded.status(ONE).peering().wanted()).isFalse();
    }

    private Configuration limited(String limit) {
        return configuration(neighbors(ONE + ": {maximum-prefix: {l2vpn-evpn: " + limit + "}}"));
    }

    private void passLimit() throws Exception {
        try (var one = connect(ONE).establish()) {
            one.send(one.update(1, 2, 3));
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.MAXIMUM_PREFIXES_REACHED);
        }
        until(() -> reloaded.status(ONE).overLimit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{limit: 3}", "null", "{limit: 2, warning-only: true}"})
    void whoSentTooManyRoutesIsTakenAgainAtOnceWhenMoreAreTaken(String limit) throws Exception {
        var daemon = start(limited("{limit: 2}"));
        passLimit();
        daemon.reload(limited(limit));
        until(() -> reloaded.status(ONE).peering().wanted());
        try (var one = connect(ONE).establish()) {
            one.send(one.update(1, 2, 3));
            until(() -> routes(daemon) == 3);
            assertThat(reloaded.status(ONE).overLimit()).isFalse();
        }
    }

    @Test
    void whoIsToStayAwayForAWhileIsTakenAgainAtOnceWhenMoreRoutesAre() throws Exception {
        var daemon = start(limited("{limit: 2, restart-minutes: 60}"));
        passLimit();
        daemon.reload(limited("{limit: 3, restart-minutes: 60}"));
        until(() -> reloaded.status(ONE).peering().idleUntilMillis().isEmpty());
        try (var one = connect(ONE).establish()) {
            one.send(one.update(1, 2, 3));
            until(() -> routes(daemon) == 3);
        }
    }

    @Test
    void whoSentTooManyRoutesStaysAwayWhenNoMoreAreTaken() throws Exception {
        var daemon = start(limited("{limit: 2}"));
        passLimit();
        daemon.reload(limited("{limit: 1}"));
        daemon.reload(limited("{limit: 1, warning-percent: 50}"));
        assertThat(reloaded.status(ONE).peering().wanted()).isFalse();
        assertThat(reloaded.status(ONE).overLimit()).isTrue();
    }

    @Test
    void whoCameByARangeWithTooManyRoutesMayComeAgainWhenMoreAreTaken() throws Exception {
        var range =
                """
                peer-groups: {g: {maximum-prefix: {l2vpn-evpn: {limit: %d}}}}
                listen-ranges: {127.0.0.0/8: {group: g}}
                """;
        var daemon = start(configuration(range.formatted(2)));
        passLimit();
        daemon.reload(configuration(range.formatted(3)));
        until(() -> daemon.speaker().neighbors().statuses().join().isEmpty());
        try (var one = connect(ONE).establish()) {
            one.send(one.update(1, 2, 3));
            until(() -> routes(daemon) == 3);
        }
    }

    @Test
    void anAddressMayTakeThePlaceOfAnotherThatIsInItsWay() throws Exception {
        var daemon = start(ReloadedDaemon.on("0.0.0.0:" + reloaded.port()));
        daemon.reload(configuration(neighbors(ONE + ": {}")));
        assertThat(daemon.listening())
                .containsExactly(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), reloaded.port()));
        try (var one = connect(ONE)) {
            one.establish();
        }
    }

    @Test
    void nothingChangesWhereAnAddressCannotBeListenedOn() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var changed = ReloadedDaemon.on("127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> daemon.reload(changed)).isInstanceOf(IOException.class);
        }
        assertThat(daemon.listening())
                .containsExactly(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), reloaded.port()));
        try (var one = connect(ONE)) {
            one.establish();
        }
    }

    @Test
    void atItsEndSessionsAreEndedInOrder() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var one = connect(ONE).establish()) {
            until(() -> reloaded.status(ONE).peer() != null);
            daemon.close();
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
        }
    }

    private Configuration preserving() {
        return configuration(
                "graceful-restart: {preserve-forwarding: true, select-defer-time: 60}",
                neighbors(ONE + ": {graceful-restart: {mode: restarter}}", OTHER + ": {}"));
    }

    @Test
    void whoKeepsOurRoutesIsNotToldOfTheEndAndIsAwaitedAtTheNextBegin() throws Exception {
        var first = startWithState(preserving());
        try (var one = connect(ONE).establish(RawPeer.HOLD, graceful());
                var other = connect(OTHER).establish()) {
            one.send(one.update(1));
            until(() -> routes(first) == 1 && reloaded.status(OTHER).peer() != null);
            until(() -> Files.isRegularFile(directory.resolve("graceful-peers")));
            first.close();
            assertThat(one.receiveEnd()).isNull();
            assertThat(Objects.requireNonNull(other.receiveEnd()).code())
                    .isEqualTo(NotificationCode.ADMINISTRATIVE_SHUTDOWN);
        }

        var second = startWithState(preserving());
        try (var other = connect(OTHER).establish();
                var one = connect(ONE)) {
            one.send(one.open(RawPeer.HOLD, graceful()));
            assertThat(one.receive()).isInstanceOfSatisfying(Open.class, ReloadTest::restarted);
            one.send(Keepalive.INSTANCE);
            one.send(one.update(1));
            other.send(other.update(2));
            until(() -> routes(second) == 2);
            // Nothing is told before the peer that was awaited has told what it has.
            assertThat(reloaded.status(OTHER).sent().updates()).isZero();
            one.send(Update.endOfRib(AddressFamily.L2VPN_EVPN));
            assertThat(nextHop(other)).isEqualTo(IpAddress.parse(ONE));
        }
        until(() -> isTold(ReloadTest::isNotRestarted));
    }

    /// Whether the next connection is taken, and told such an OPEN on it.
    private boolean isTold(Predicate<Open> wanted) {
        try (var late = connect(ONE)) {
            late.send(late.open(RawPeer.HOLD, graceful()));
            return late.receive() instanceof Open open && wanted.test(open);
        } catch (IOException tooEarly) {
            return false;
        }
    }

    private static boolean isNotRestarted(Open open) {
        return !graceful(open).restarted();
    }

    private static void restarted(Open open) {
        assertThat(graceful(open).restarted()).isTrue();
    }

    private static GracefulRestart graceful(Open open) {
        return open.capabilities().stream()
                .filter(GracefulRestart.class::isInstance)
                .map(GracefulRestart.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noTwoUseAStateDirectory() throws Exception {
        startWithState(configuration());
        assertThat(StateDirectory.take(directory)).isEmpty();
    }
}
