package dev.evpnd.it.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.MessageHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Connections on which nothing is said, or not enough: two thousand at once, fewer where evpnd may
/// not open as many files, and some that go on an octet a second.
@Timeout(180)
@Isolated("memory and latency are measured")
class HalfOpenIT {
    private static final int MANY = 2_000;
    private static final int TAKEN = 1_000;

    /// What a connection takes of the heap at the most, with the beginning of a message on it.
    private static final long PER_CONNECTION = 16 << 10;

    /// Files that a JVM opens of its own accord, or has closed since.
    private static final int FEW_FILES = 8;

    private static final String CONFIGURATION =
            """
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
              strangers: {remote-as: internal, timers: {open-hold: 240}}
            listen-ranges:
              127.1.0.0/16: {group: strangers, limit: 1000}
              127.2.0.0/16: {group: fabric, limit: 10}
            """;

    /// It says how long it is, and ends before that.
    private static final byte[] HALF_AN_OPEN = halfAnOpen();

    @TempDir private Path directory;
    private final List<Talker> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test begins with it
    private Reflector reflector;

    @AfterEach
    void stop() throws Exception {
        closeAll();
        reflector.close();
    }

    private static byte[] halfAnOpen() {
        var half = new byte[24];
        Arrays.fill(half, 0, MessageHeader.MARKER_LENGTH, (byte) 0xff);
        half[17] = MessageHeader.MIN_OPEN_LENGTH;
        half[18] = MessageHeader.OPEN;
        return half;
    }

    private void closeAll() throws IOException {
        for (var each : open) {
            each.close();
        }
        open.clear();
    }

    /// Connects from as many addresses, and says something.
    ///
    /// @param net the first two octets of the addresses
    private void connectAll(String net, int count, byte... said) throws IOException {
        for (int i = 0; i < count; i++) {
            var from = "%s.%d.%d".formatted(net, i / 250, 1 + i % 250);
            var talker = Talker.connect(from, reflector.port);
            open.add(talker);
            if (said.length > 0) {
                sendIfOpen(talker, said);
            }
        }
    }

    private static void sendIfOpen(Talker talker, byte... said) {
        try {
            talker.send(said);
        } catch (IOException closed) {
            // It is one of those that are not taken.
        }
    }

    private void awaitOpenFiles(int atLeast, int atMost) {
        int seen =
                Waiting.ask(
                        Reflector.LIMIT,
                        reflector::openFiles,
                        files -> files >= atLeast && files <= atMost);
        assertThat(seen).as(reflector::log).isBetween(atLeast, atMost);
    }

    @Test
    void ofTwoThousandThatSayNothingAThousandAreKeptAndTheNeighborsNoticeNothing()
            throws Exception {
        keepsAThousand();
    }

    @Test
    void ofTwoThousandThatSayHalfAnOpenAThousandAreKeptAndTheNeighborsNoticeNothing()
            throws Exception {
        keepsAThousand(HALF_AN_OPEN);
    }

    private void keepsAThousand(byte... said) throws Exception {
        reflector = Reflector.start(directory, CONFIGURATION, Reflector.LITTLE_HEAP);
        try (var pair = new HealthyPair(reflector.port)) {
            pair.exchange(1);
            int files = reflector.openFiles();
            long heap = reflector.liveHeap();
            connectAll("127.1", MANY, said);
            // They are in no listen range.
            connectAll("127.9", MANY, said);
            awaitOpenFiles(files + TAKEN, files + TAKEN + FEW_FILES);
            long held = reflector.liveHeap();
            assertThat(held).isLessThan(heap + TAKEN * PER_CONNECTION);
            pair.exchange(100)
                    .print(
                            "while 1,000 connections are half open, %d octets of heap for each"
                                    .formatted((held - heap) / TAKEN));
            joins();

            closeAll();
            awaitOpenFiles(0, files + FEW_FILES);
            reflector.awaitLiveHeap(heap + TAKEN * PER_CONNECTION / 4);
            pair.exchange(1);
        }
    }

    @Test
    void thoseThatGoOnSayingNothingAreClosedWhenTheTimeForAnOpenIsOver() throws Exception {
        var shortly = CONFIGURATION.replace("open-hold: 240", "open-hold: 5");
        reflector =
                Reflector.start(
                        directory,
                        shortly.replace("limit: 1000", "limit: 2000"),
                        Reflector.LITTLE_HEAP);
        try (var pair = new HealthyPair(reflector.port)) {
            int files = reflector.openFiles();
            connectAll("127.1", MANY, HALF_AN_OPEN);
            pair.exchange(100);
            for (var each : open) {
                assertThat(each.isClosed()).isTrue();
            }
            awaitOpenFiles(0, files + FEW_FILES);
            pair.exchange(1);
        }
    }

    /// Somebody new is told what there is.
    private void joins() throws IOException {
        try (var late = Talker.connect("127.2.0.3", reflector.port).establish(90)) {
            assertThat(Talker.decode(late.receiveOctets())).isNotNull();
        }
    }

    @Test
    void whereNoMoreFilesCanBeOpenedWhoIsThereStaysAndOthersComeLater() throws Exception {
        int limit = 256;
        var active = "neighbors:\n  127.2.9.9: {remote-as: internal, port: %d}\n".formatted(1);
        reflector =
                Reflector.start(
                        directory,
                        CONFIGURATION + active,
                        List.of("prlimit", "--nofile=" + limit + ":" + limit),
                        Reflector.LITTLE_HEAP);
        try (var pair = new HealthyPair(reflector.port)) {
            pair.exchange(1);
            int files = reflector.openFiles();
            connectAll("127.1", 2 * limit);
            awaitOpenFiles(limit, limit);
            pair.exchange(100).print("while evpnd can open no more files");
            // Those that the system holds for it come as soon as there are files again.
            closeAll();
            awaitOpenFiles(0, files + FEW_FILES);
            joins();
            pair.exchange(1);
            assertThat(reflector.log()).doesNotContain("defect");
        }
    }

    @Test
    void whoSendsAnOctetASecondHoldsUpNobody() throws Exception {
        var shortly = CONFIGURATION.replace("open-hold: 240", "open-hold: 4");
        reflector = Reflector.start(directory, shortly, Reflector.LITTLE_HEAP);
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var pair = new HealthyPair(reflector.port);
                var inOpen = Talker.connect("127.1.0.1", reflector.port);
                var inHeader = Talker.connect("127.1.0.2", reflector.port).establish(3);
                var inUpdate = Talker.connect("127.1.0.3", reflector.port).establish(3)) {
            trickle(clock, inOpen, Talker.octets(inOpen.open(90, Talker.CAPABILITIES)));
            trickle(clock, inHeader, Talker.octets(Keepalive.INSTANCE));
            trickle(clock, inUpdate, inUpdate.hosts(0, 100, 100));
            pair.exchange(100).print("while three peers send an octet a second");
            // An octet is no message: the timers run on.
            assertThat(inOpen.isClosed()).isTrue();
            assertThat(inHeader.isClosed()).isTrue();
            assertThat(inUpdate.isClosed()).isTrue();
            pair.exchange(1);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void trickle(ScheduledExecutorService clock, Talker talker, byte[] octets) {
        var next = Arrays.stream(boxed(octets)).iterator();
        var _ =
                clock.scheduleAtFixedRate(
                        () -> {
                            if (next.hasNext()) {
                                sendIfOpen(talker, next.next());
                            }
                        },
                        0,
                        1,
                        TimeUnit.SECONDS);
    }

    private static Byte[] boxed(byte[] octets) {
        var boxed = new Byte[octets.length];
        Arrays.setAll(boxed, i -> octets[i]);
        return boxed;
    }
}
