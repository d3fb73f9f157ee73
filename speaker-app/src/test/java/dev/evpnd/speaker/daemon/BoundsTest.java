package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.TestSpeaker.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.MessageHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What waits is bounded, and who has others wait is alone with it.
@Timeout(60)
class BoundsTest {
    private static final int INPUT = 1 << 17;
    private static final int OUTPUT = 1 << 17;
    private static final String SLOW = "127.0.0.9";

    /// What is read at once comes on top of the bound that it passes, and what it is in.
    private static final int LAST_READ = 2 * 65_536;

    private final TestSpeaker speaker =
            new TestSpeaker("127.0.0.1", new RoutingLimits(INPUT, 4 * INPUT, OUTPUT));
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        speaker.close();
        assertThat(speaker.failures).isEmpty();
    }

    private int listen() throws Exception {
        return speaker.reflect("127.0.0.0/8", 10, Optional.empty());
    }

    /// Has the routing thread do nothing until it is released.
    private void blockRouting() {
        speaker.speaker
                .routing()
                .change(
                        _ -> {
                            try {
                                released.await(30, TimeUnit.SECONDS);
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    @Test
    void aPeerIsNotReadWhileTooMuchOfItWaitsAndTheSessionLastsBeyondTheHoldTime() throws Exception {
        int port = listen();
        try (var peer = RawPeer.connect(SLOW, "127.0.0.1", port)) {
            peer.establish(3, RawPeer.CAPABILITIES);
            until(() -> speaker.isEstablished(SLOW));
            blockRouting();
            int messages = 60_000;
            var sending = CompletableFuture.runAsync(() -> sendAll(peer, messages));
            until(() -> status().paused());

            // More than the hold time's worth of them, while the peer itself is not heard.
            peer.awaitKeepalives(5);
            assertThat(status().inputWaiting()).isBetween((long) INPUT, (long) INPUT + LAST_READ);
            assertThat(status().paused()).isTrue();

            released.countDown();
            until(() -> speaker.routes() == messages);
            assertThat(status().changes()).isEqualTo(1);
            until(() -> status().inputWaiting() == 0 && !status().paused());
            await(sending);
        }
    }

    private static void sendAll(RawPeer peer, int messages) {
        try {
            var octets = new ByteArrayOutputStream();
            for (int i = 0; i < messages; i++) {
                octets.write(RawPeer.octets(peer.update(i)));
            }
            peer.send(octets.toByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void smallMessagesThatComeOneByOneCountWithWhatTheyAreIn() throws Exception {
        int port = listen();
        try (var peer = RawPeer.connect(SLOW, "127.0.0.1", port).establish()) {
            until(() -> speaker.isEstablished(SLOW));
            blockRouting();
            var endOfRib = endOfRib();
            int most = INPUT / endOfRib.length;
            int sent = 0;
            while (!status().paused() && sent < most) {
                peer.send(endOfRib);
                sent++;
            }
            until(() -> status().paused());
            assertThat(sent).isLessThan(most);
        }
    }

    private static byte[] endOfRib() {
        var octets = new byte[MessageHeader.MIN_UPDATE_LENGTH];
        java.util.Arrays.fill(octets, 0, MessageHeader.MARKER_LENGTH, (byte) 0xff);
        octets[17] = MessageHeader.MIN_UPDATE_LENGTH;
        octets[18] = MessageHeader.UPDATE;
        return octets;
    }

    @Test
    void whoNeverReadsHasLittleWaitUntilTheSendHoldTimeIsOverAndOthersAreToldEverything()
            throws Exception {
        speaker.timers = timers(3);
        int port = listen();
        try (var never = neverReading(port);
                var healthy = new TestSpeaker("127.0.0.2")) {
            healthy.connect("127.0.0.1", port, Optional.empty());
            until(() -> speaker.isEstablished("127.0.0.2") && speaker.isEstablished(SLOW));
            speaker.announceApart(0, 50_000);

            until(() -> healthy.routes() == 50_000);
            var waiting = status();
            assertThat(waiting.outputWaiting()).isBetween(1L, (long) OUTPUT + LAST_READ);
            assertThat(waiting.peer()).isNotNull();

            until(() -> !speaker.isEstablished(SLOW));
            assertThat(Objects.requireNonNull(never.receiveEnd()).code())
                    .isEqualTo(NotificationCode.SEND_HOLD_TIMER_EXPIRED);
            assertThat(speaker.isEstablished("127.0.0.2")).isTrue();
        }
    }

    @Test
    void whoReadsAgainIsToldTheRest() throws Exception {
        speaker.timers = timers(0);
        int port = listen();
        try (var slow = neverReading(port)) {
            until(() -> speaker.isEstablished(SLOW));
            speaker.announceApart(0, 50_000);
            // Behind the bound nothing is made until half of it has gone.
            until(() -> status().outputWaiting() > OUTPUT / 2);
            speaker.withdraw(0, 49_999);
            var reading = CompletableFuture.runAsync(() -> drain(slow));
            until(() -> status().outputWaiting() == 0);
            assertThat(status().changes()).isEqualTo(1);
            slow.socket.close();
            reading.handle((_, _) -> true).get(10, TimeUnit.SECONDS);
        }
    }

    /// With a hold time that is longer than the test.
    private static SessionTimers timers(int sendHold) {
        return new SessionTimers(90, 30, 3, 1, 0, 10, 0, 1, sendHold);
    }

    private static void drain(RawPeer peer) {
        try {
            peer.receiveEnd();
        } catch (IOException closed) {
            // So the test has it end.
        }
    }

    private static RawPeer neverReading(int port) throws IOException {
        return RawPeer.connectNarrow(SLOW, "127.0.0.1", port).establish(90, RawPeer.CAPABILITIES);
    }

    private dev.evpnd.speaker.neighbor.PeerStatus status() {
        return speaker.status(SLOW);
    }
}
