package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What peers may do wrong, on purpose or not: each is told why where there is a word for it, and
/// what it did is gone.
@Timeout(60)
class HostilePeerTest {
    private static final String PEER = "127.0.0.9";

    private final TestSpeaker speaker = new TestSpeaker("127.0.0.1");
    private int port;

    private void listen(int limit) throws Exception {
        port = speaker.reflect("127.0.0.0/8", limit, Optional.empty());
    }

    private RawPeer connect() throws IOException {
        return RawPeer.connect(PEER, "127.0.0.1", port);
    }

    private void untilNobodyIsThere() throws Exception {
        until(() -> statuses() == 0);
    }

    private int statuses() {
        return speaker.neighbors().statuses().join().size();
    }

    @AfterEach
    void stop() {
        speaker.close();
        assertThat(speaker.failures).isEmpty();
    }

    @Test
    void ofTwoThousandHalfOpenConnectionsThoseBeyondTheLimitAreClosedAndANeighborComesAllTheSame()
            throws Exception {
        try (var neighbor = new TestSpeaker("127.0.0.2")) {
            listen(1_000);
            var peers = new ArrayList<RawPeer>();
            for (int i = 0; i < 2_000; i++) {
                var from = "127.1.%d.%d".formatted(i / 250, 1 + i % 250);
                peers.add(RawPeer.connect(from, "127.0.0.1", port));
            }
            until(() -> speaker.neighbors().refused().join() == 1_000);
            assertThat(statuses()).isEqualTo(1_000);

            int own = neighbor.reflect("127.0.0.1/32", 1, Optional.empty());
            speaker.announce(0, 100);
            speaker.connectBesides("127.0.0.2", own);
            until(() -> neighbor.routes() == 100);
            assertThat(statuses()).isEqualTo(1_001);

            for (var peer : peers) {
                peer.close();
            }
            until(() -> statuses() == 1);
        }
    }

    @Test
    void ofConnectionsFromOneAddressTwoAreKept() throws Exception {
        listen(10);
        var peers = new ArrayList<RawPeer>();
        for (int i = 0; i < 50; i++) {
            peers.add(connect());
        }
        for (var closed : peers.subList(2, 50)) {
            assertThat(closed.receive()).isNull();
        }
        assertThat(speaker.status(PEER).peering().connections()).hasSize(2);
        for (var peer : peers) {
            peer.close();
        }
        untilNobodyIsThere();
    }

    @Test
    void whoClosesBeforeItsOpenMakesRoomForAnother() throws Exception {
        listen(1);
        try (var _ = connect()) {
            until(() -> statuses() == 1);
        }
        untilNobodyIsThere();
        try (var other = RawPeer.connect("127.0.0.10", "127.0.0.1", port)) {
            other.establish();
        }
    }

    @Test
    void whatIsNoMessageIsAnsweredWithWhatIsWrongWithIt() throws Exception {
        listen(1);
        try (var peer = connect()) {
            peer.send(new byte[100]);
            assertThat(code(peer)).isEqualTo(NotificationCode.CONNECTION_NOT_SYNCHRONIZED);
        }
        untilNobodyIsThere();
    }

    @Test
    void aLengthThatNoMessageHasIsNamed() throws Exception {
        listen(1);
        try (var peer = connect()) {
            var keepalive = RawPeer.octets(Keepalive.INSTANCE);
            keepalive[16] = 0x7f;
            peer.send(keepalive);
            assertThat(code(peer)).isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH);
        }
    }

    @Test
    void anUpdateBeforeTheOpenEndsTheConnection() throws Exception {
        listen(1);
        try (var peer = connect()) {
            peer.send(peer.update(1));
            assertThat(code(peer)).isEqualTo(NotificationCode.UNEXPECTED_IN_OPEN_SENT);
        }
        assertThat(speaker.routes()).isZero();
    }

    @Test
    void silenceBehindTheOpenEndsTheConnectionWhenTheHoldTimeIsOver() throws Exception {
        listen(1);
        try (var peer = connect()) {
            peer.send(peer.open(3, RawPeer.CAPABILITIES));
            assertThat(code(peer)).isEqualTo(NotificationCode.HOLD_TIMER_EXPIRED);
        }
        untilNobodyIsThere();
    }

    @Test
    void silenceBeforeTheOpenEndsTheConnectionToo() throws Exception {
        speaker.timers = new SessionTimers(9, 3, 3, 1, 0, 1, 0, 1, 0);
        listen(1);
        try (var peer = connect()) {
            assertThat(code(peer)).isEqualTo(NotificationCode.HOLD_TIMER_EXPIRED);
        }
        untilNobodyIsThere();
    }

    @Test
    void messagesMayComeOctetByOctet() throws Exception {
        listen(2);
        try (var peer = connect();
                var other = RawPeer.connect("127.0.0.10", "127.0.0.1", port)) {
            octetByOctet(peer, RawPeer.octets(peer.open(RawPeer.HOLD, RawPeer.CAPABILITIES)));
            // Nobody waits for one that is slow.
            other.establish().send(other.update(7));
            until(() -> speaker.routes() == 1);
            octetByOctet(peer, RawPeer.octets(Keepalive.INSTANCE));
            octetByOctet(peer, RawPeer.octets(peer.update(1, 2, 3)));
            until(() -> speaker.routes() == 4);
        }
    }

    private static void octetByOctet(RawPeer peer, byte[] octets) throws IOException {
        for (byte octet : octets) {
            peer.send(octet);
        }
    }

    @Test
    void ofTwoConnectionsTheNewerIsKept() throws Exception {
        listen(1);
        try (var first = connect();
                var second = connect()) {
            first.send(first.open(RawPeer.HOLD, RawPeer.CAPABILITIES));
            first.receive();
            first.receive();
            second.establish();
            assertThat(code(first)).isEqualTo(NotificationCode.CONNECTION_COLLISION_RESOLUTION);
            second.send(second.update(1));
            until(() -> speaker.routes() == 1);
            assertThat(speaker.status(PEER).changes()).isEqualTo(1);
        }
    }

    @Test
    void routesGoWithANotificationOfThePeer() throws Exception {
        listen(1);
        try (var peer = connect().establish()) {
            peer.send(peer.update(1, 2, 3));
            until(() -> speaker.routes() == 3);
            peer.send(new Notification(NotificationCode.ADMINISTRATIVE_SHUTDOWN, Octets.EMPTY));
            assertThat(peer.receiveEnd()).isNull();
        }
        until(() -> speaker.routes() == 0);
        untilNobodyIsThere();
    }

    @Test
    void routesGoWithAConnectionThatEndsInTheMiddleOfAMessage() throws Exception {
        listen(1);
        try (var peer = connect().establish()) {
            peer.send(peer.update(1, 2, 3));
            until(() -> speaker.routes() == 3);
            var half = RawPeer.octets(peer.update(4));
            peer.send(Arrays.copyOf(half, half.length - 1));
        }
        until(() -> speaker.routes() == 0);
        untilNobodyIsThere();
    }

    @Test
    void theConnectionEndsInOrderThoughThePeerGoesOnSending() throws Exception {
        listen(1);
        try (var peer = connect().establish()) {
            peer.send(new byte[19]);
            // What nobody reads has the connection reset, and what was told may be lost by it.
            for (int i = 0; i < 100; i++) {
                peer.send(peer.update(i));
            }
            assertThat(code(peer)).isEqualTo(NotificationCode.CONNECTION_NOT_SYNCHRONIZED);
        }
    }

    @Test
    void whoHasNotBeenConfiguredAndTellsTooMuchStaysAwayUntilSomebodyLetsItIn() throws Exception {
        limitTo(PrefixLimit.of(10));
        listen(1);
        try (var peer = connect().establish()) {
            peer.send(peer.update(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            var end = Objects.requireNonNull(peer.receiveEnd());
            assertThat(end.code()).isEqualTo(NotificationCode.MAXIMUM_PREFIXES_REACHED);
            assertThat(end.data()).isEqualTo(Octets.of(0, 25, 70, 0, 0, 0, 10));
        }
        until(() -> speaker.routes() == 0);
        assertThat(speaker.status(PEER).overLimit()).isTrue();
        try (var again = connect()) {
            assertThat(again.receive()).isNull();
        }
        await(speaker.neighbors().reset(IpAddress.parse(PEER), ""));
        untilNobodyIsThere();
        try (var again = connect()) {
            again.establish();
        }
    }

    private void limitTo(PrefixLimit limit) {
        speaker.routes =
                new PeerSettings(
                        ImportSettings.DEFAULT.withLimits(Map.of(AddressFamily.L2VPN_EVPN, limit)),
                        PeerSettings.DEFAULT.exports());
    }

    @Test
    void tooManyRoutesEndASessionThatOutlastsNotificationsByAHardReset() throws Exception {
        var restart =
                new GracefulRestart(
                        GracefulRestart.NOTIFICATION,
                        100,
                        List.of(new GracefulRestart.Entry(AddressFamily.L2VPN_EVPN, 0)));
        var capabilities = new ArrayList<>(RawPeer.CAPABILITIES);
        capabilities.add(restart);
        speaker.capabilities = List.copyOf(capabilities);
        limitTo(PrefixLimit.of(1));
        listen(1);
        try (var peer = connect().establish(RawPeer.HOLD, capabilities)) {
            peer.send(peer.update(1, 2));
            var end = Objects.requireNonNull(peer.receiveEnd());
            assertThat(end.code()).isEqualTo(NotificationCode.HARD_RESET);
            assertThat(end.hardResetCause().map(Notification::code))
                    .contains(NotificationCode.MAXIMUM_PREFIXES_REACHED);
        }
        until(() -> speaker.routes() == 0);
    }

    @Test
    void nobodyComesByARangeThatIsShutDown() throws Exception {
        speaker.shutdown = Optional.of("");
        listen(10);
        try (var peer = connect()) {
            assertThat(peer.receive()).isNull();
        }
        assertThat(statuses()).isZero();
        assertThat(await(speaker.neighbors().refused())).isEqualTo(1);
    }

    private static NotificationCode code(RawPeer peer) throws IOException {
        return Objects.requireNonNull(peer.receiveEnd()).code();
    }
}
