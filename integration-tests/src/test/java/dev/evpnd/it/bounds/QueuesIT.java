package dev.evpnd.it.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.message.Keepalive;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Peers that send more than is applied, and peers that do not read what they are told: evpnd has a
/// heap in which what could wait would not fit, and its other peers are served as ever.
@Timeout(180)
@Isolated("memory and latency are measured")
class QueuesIT {
    private static final int NEVER = 65535;
    private static final int HOLD = 90;

    /// What a table of 40,000 routes leaves behind at the most: its arrays stay as large.
    private static final long TABLE = 12L << 20;

    @TempDir private Path directory;
    private final List<Talker> others = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test begins with it
    private Reflector reflector;

    @SuppressWarnings("NullAway.Init")
    private HealthyPair pair;

    private static String configuration(int sendHold) {
        return """
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true, timers: {send-hold: %d}}
              others: {remote-as: internal}
            listen-ranges:
              127.2.0.0/15: {group: fabric, limit: 100}
              127.4.0.0/16: {group: others, limit: 100}
            limits:
              update-group-log: 1MiB
              input-per-peer: 128KiB
              input-in-all: 1MiB
              output-per-peer: 128KiB
            """
                .formatted(sendHold);
    }

    @AfterEach
    void stop() throws Exception {
        pair.close();
        for (var each : others) {
            each.close();
        }
        reflector.close();
    }

    private void start(int sendHold) throws IOException {
        reflector = Reflector.start(directory, configuration(sendHold), Reflector.LITTLE_HEAP);
        pair = new HealthyPair(reflector.port);
    }

    private Talker other(Talker talker) throws IOException {
        others.add(talker);
        return talker.establish(HOLD);
    }

    /// Takes what a client is told, so that evpnd can go on.
    private static void drain(Talker talker) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                talker.socket
                                        .getInputStream()
                                        .transferTo(java.io.OutputStream.nullOutputStream());
                            } catch (IOException closed) {
                                // So the test ends it.
                            }
                        });
    }

    @Test
    void whatManyPeersSendAtOnceWaitsInTheirSystemsAndNotInTheHeap() throws Exception {
        start(NEVER);
        var senders = Executors.newVirtualThreadPerTaskExecutor();
        var floods = new ArrayList<CompletableFuture<Void>>();
        // No clients, so that they are not told of each other: that would slow the reading down.
        for (int i = 1; i <= 16; i++) {
            var peer = other(Talker.connect("127.4.0." + i, reflector.port));
            drain(peer);
            floods.add(CompletableFuture.runAsync(() -> flood(peer), senders));
        }
        pair.exchange(30).print("while 16 peers send 6 MB each as fast as they can");
        for (var each : floods) {
            get(each);
        }
        pair.exchange(1);
        assertThat(reflector.log()).doesNotContain("session.down");
    }

    /// Announces what all announce again and again, each time otherwise: so the routing thread
    /// chooses among sixteen, and is slower than what reads.
    private static void flood(Talker peer) {
        var octets =
                new byte[][] {
                    peer.sharedHosts(0, 1000, 100), peer.sharedHosts(0, 1000, 101),
                };
        try {
            for (int sent = 0; sent < 6 << 20; sent += octets[0].length + octets[1].length) {
                peer.send(octets[0]);
                peer.send(octets[1]);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void get(CompletableFuture<Void> flood) throws InterruptedException {
        try {
            flood.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    @Test
    void whatPeersThatNeverReadAreToBeToldIsNotInTheHeap() throws Exception {
        start(NEVER);
        for (int i = 1; i <= 40; i++) {
            other(Talker.connectNarrow("127.3.0." + i, reflector.port));
        }
        var feeder = other(Talker.connect("127.3.1.1", reflector.port));
        drain(feeder);
        // A megabyte for each of the forty, many times.
        for (int round = 0; round < 40; round++) {
            feeder.send(feeder.hosts(0, 40_000, 100 + round));
            feeder.send(Keepalive.INSTANCE);
            pair.exchange(1);
        }
        pair.exchange(100).print("while 40 peers read nothing of a table that changed 40 times");
        assertThat(reflector.liveHeap()).isLessThan(40L << 20);
        assertThat(reflector.log()).doesNotContain("session.down");
    }

    /// One is enough for the log of its group to grow by all that the others have read.
    @Test
    void whatAGroupKeepsForOneThatNeverReadsIsBounded() throws Exception {
        start(NEVER);
        other(Talker.connectNarrow("127.3.0.1", reflector.port));
        var feeder = other(Talker.connect("127.3.1.1", reflector.port));
        drain(feeder);
        // Two megabytes of messages, fifty times: more than there is memory of either kind.
        for (int round = 0; round < 50; round++) {
            feeder.send(feeder.hostsApart(0, 20_000, round * 20_000));
            feeder.send(Keepalive.INSTANCE);
            pair.exchange(1);
        }
        assertThat(reflector.liveHeap()).isLessThan(40L << 20);
        assertThat(reflector.log()).doesNotContain("session.down");
    }

    @Test
    void whoTakesNothingForTheSendHoldTimeLosesItsSessionAndWhatWaitedForItIsFreed()
            throws Exception {
        start(3);
        for (int i = 1; i <= 40; i++) {
            other(Talker.connectNarrow("127.3.0." + i, reflector.port));
        }
        var feeder = other(Talker.connect("127.3.1.1", reflector.port));
        drain(feeder);
        long before = reflector.liveHeap();
        feeder.send(feeder.hosts(0, 40_000, 100));
        for (int ended = 0; ended < 40; ended = ended()) {
            pair.exchange(10);
            feeder.send(Keepalive.INSTANCE);
        }
        feeder.close();
        reflector.awaitLiveHeap(before + TABLE);
        pair.exchange(1);
    }

    private int ended() {
        return (int)
                reflector
                        .log()
                        .lines()
                        .filter(each -> each.contains("session.down peer=127.3.0."))
                        .count();
    }
}
