package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.daemon.TestSpeaker.await;
import static dev.evpnd.speaker.daemon.TestSpeaker.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.config.Loaded;
import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A daemon that goes from one configuration to another, or from one life to the next.
@Timeout(60)
class ReloadTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private @Nullable Daemon daemon;
    private final int port = freePort();

    @TempDir Path directory;

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        assertThat(failures).isEmpty();
    }

    private Configuration configuration(String... lines) {
        return on("127.0.0.1:" + port, lines);
    }

    private static Configuration on(String listen, String... lines) {
        var text =
                """
                as: 65000
                router-id: 127.0.0.1
                listen: "%s"
                peer-defaults: {remote-as: internal, passive: true, route-reflector-client: true}
                """
                                .formatted(listen)
                        + String.join("\n", lines);
        var machine =
                new Machine(BgpIdentifier.parse("127.0.0.1"), "test", "test", List.of(), false);
        return switch (ConfigurationFile.load(text.getBytes(StandardCharsets.UTF_8), machine)) {
            case Loaded.Valid(var configuration) -> configuration;
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.lines("file", 10));
        };
    }

    private static String neighbors(String... each) {
        return "neighbors:\n  " + String.join("\n  ", each);
    }

    private Daemon start(Configuration configuration) throws IOException {
        daemon = Daemon.start(configuration, null, failures::add);
        return daemon;
    }

    private Daemon startWithState(Configuration configuration) throws IOException {
        var state = StateDirectory.take(directory).orElseThrow();
        daemon = Daemon.start(configuration, state, failures::add);
        return daemon;
    }

    private RawPeer connect(String from) throws IOException {
        return RawPeer.connect(from, "127.0.0.1", port);
    }

    private static PeerStatus status(Daemon daemon, String peer) {
        return daemon.speaker().neighbors().statuses().join().stream()
                .filter(each -> each.address().equals(IpAddress.parse(peer)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlySessionsWhoseOwnParametersChangedAreReset() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}", OTHER + ": {}")));
        try (var one = connect(ONE).establish();
                var other = connect(OTHER).establish()) {
            until(() -> status(daemon, OTHER).peer() != null);
            var refused =
                    daemon.reload(
                            configuration(
                                    neighbors(ONE + ": {timers: {hold: 30}}", OTHER + ": {}")));
            assertThat(refused).isEmpty();
            assertThat(Objects.requireNonNull(one.receiveEnd()).code())
                    .isEqualTo(NotificationCode.OTHER_CONFIGURATION_CHANGE);
            other.send(other.update(1));
            until(() -> routes(daemon) == 1);
            assertThat(status(daemon, OTHER).changes()).isEqualTo(1);
        }
    }

    private static int routes(Daemon daemon) {
        return daemon.speaker().routing().ask(Rib::size).join();
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
            assertThat(status(daemon, OTHER).changes()).isEqualTo(1);
            assertThat(status(daemon, ONE).changes()).isEqualTo(1);
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

    private static List<Capability> graceful() {
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
        assertThat(status(daemon, ONE).peering().wanted()).isFalse();
    }

    @Test
    void anAddressMayTakeThePlaceOfAnotherThatIsInItsWay() throws Exception {
        var daemon = start(on("0.0.0.0:" + port));
        daemon.reload(configuration(neighbors(ONE + ": {}")));
        assertThat(daemon.listening())
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try (var one = connect(ONE)) {
            one.establish();
        }
    }

    @Test
    void nothingChangesWhereAnAddressCannotBeListenedOn() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var changed = on("127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> daemon.reload(changed)).isInstanceOf(IOException.class);
        }
        assertThat(daemon.listening())
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try (var one = connect(ONE)) {
            one.establish();
        }
    }

    @Test
    void atItsEndSessionsAreEndedInOrder() throws Exception {
        var daemon = start(configuration(neighbors(ONE + ": {}")));
        try (var one = connect(ONE).establish()) {
            until(() -> status(daemon, ONE).peer() != null);
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
            until(() -> routes(first) == 1 && status(first, OTHER).peer() != null);
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
            assertThat(status(second, OTHER).sent().updates()).isZero();
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
