package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Several who ask one daemon with a large table at once, of whom some read nothing of their
/// answers.
@Timeout(240)
class OperatorsTest {
    private static final int ROUTES = 100_000;
    private static final int ROUTES_OF_A_MESSAGE = 100;
    private static final int NO_HOLD_TIME = 0;
    private static final int HOLD_SECONDS = 18;

    /// The log of changes, what is listed ahead, and what a collector leaves.
    private static final long MOST_HELD_OCTETS = 32 << 20;

    private static final long FIRST_HOST = 0x020000000000L;

    private static final JsonFactory JSON = new JsonFactory();

    @TempDir private Path directory;

    @Test
    void twoAreAnsweredWholeWhileOthersNeverReadAndPeersNoticeNothing() throws Exception {
        var asked = new AskedDaemon(directory);
        try (var source =
                        RawPeer.connect("127.0.0.9", "127.0.0.1", asked.port)
                                .establish(HOLD_SECONDS, RawPeer.CAPABILITIES);
                var peer =
                        RawPeer.connect("127.0.0.8", "127.0.0.1", asked.port)
                                .establish(NO_HOLD_TIME, RawPeer.CAPABILITIES)) {
            var keepalives = new AtomicInteger();
            Thread.startVirtualThread(() -> hear(source, keepalives));
            announce(source);
            var told = new Told(peer);
            told.until(ROUTES - 1);
            long before = held();
            try (var lister = new Watching(asked.socket, "show bgp evpn route json");
                    var watcher = new Watching(asked.socket, "monitor bgp evpn json")) {
                watcher.awaitBegin();
                meanwhileAreAnswered(asked, source, told, keepalives);
                // What was told to him who never reads waits with the system, and no more.
                announce(source);
                until(() -> asked.routes() >= ROUTES);
                assertThat(held() - before).isLessThan(MOST_HELD_OCTETS);
                asked.close();
                assertThatHasEnded(lister);
                assertThatHasEnded(watcher);
            }
        } finally {
            asked.close();
        }
    }

    /// It is told of no routes, which are all its own: so it is told that the daemon is there, and
    /// has lost it if that is too late.
    private static void hear(RawPeer source, AtomicInteger keepalives) {
        try {
            source.socket.setSoTimeout(HOLD_SECONDS * 1000);
            for (var heard = source.receive(); heard != null; heard = source.receive()) {
                if (heard instanceof Keepalive) {
                    keepalives.incrementAndGet();
                }
            }
        } catch (IOException late) {
            // Nobody counts it.
        }
    }

    private static void announce(RawPeer source) throws IOException {
        for (int i = 0; i < ROUTES; i += ROUTES_OF_A_MESSAGE) {
            source.send(
                    source.preferred(200, IntStream.range(i, i + ROUTES_OF_A_MESSAGE).toArray()));
            source.send(source.update(IntStream.range(i, i + ROUTES_OF_A_MESSAGE).toArray()));
        }
    }

    /// A peer, and what he has been told.
    private static final class Told {
        private final RawPeer peer;
        private long highest;

        private Told(RawPeer peer) {
            this.peer = peer;
        }

        /// Hears until he has been told of a host.
        void until(long host) throws IOException {
            while (highest < host) {
                next();
            }
        }

        private void take(EvpnNlri nlri) {
            for (var each : nlri.routes()) {
                var mac = ((MacIpAdvertisement) each.route()).macAddress();
                highest = Math.max(highest, mac.bits() - FIRST_HOST);
            }
        }

        /// Hears the next message, awaited.
        private void next() throws IOException {
            switch (peer.receive()) {
                case Update update ->
                        update.pathAttributes()
                                .find(MpReachNlri.class)
                                .ifPresent(reach -> take((EvpnNlri) reach.nlri()));
                case null -> throw new AssertionError("the session has ended");
                default -> throw new AssertionError("no routes");
            }
        }
    }

    /// Two list the table over and over until each has had it twice, and the peer has been told of
    /// new routes meanwhile, one by one, and that the daemon is there.
    private static void meanwhileAreAnswered(
            AskedDaemon asked, RawPeer source, Told told, AtomicInteger keepalives)
            throws IOException {
        var enough = new AtomicBoolean();
        var texts = new AtomicInteger();
        var jsons = new AtomicInteger();
        var text =
                CompletableFuture.runAsync(
                        () -> text(asked, texts, enough), Thread::startVirtualThread);
        var json =
                CompletableFuture.runAsync(
                        () -> json(asked, jsons, enough), Thread::startVirtualThread);
        int host = ROUTES;
        int heard = keepalives.get();
        while (keepalives.get() == heard || texts.get() < 2 || jsons.get() < 2) {
            source.send(source.update(host));
            told.until(host++);
            if (text.isDone() || json.isDone()) {
                break;
            }
        }
        enough.set(true);
        text.join();
        json.join();
        assertThat(keepalives.get()).isGreaterThan(heard);
    }

    private static void text(AskedDaemon asked, AtomicInteger answers, AtomicBoolean enough) {
        var expected = IntStream.range(0, ROUTES).mapToObj(OperatorsTest::row).toList();
        while (!enough.get()) {
            var lines = answer(asked, "show bgp evpn route").lines().toList();
            assertThat(lines.getLast()).matches("Displayed ([0-9]+) prefixes \\(\\1 paths\\)");
            var routes = lines.stream().filter(each -> each.startsWith(" *>i")).toList();
            for (int i = 0; i < ROUTES; i++) {
                // A hundred thousand assertions would take longer than what is asserted.
                if (!routes.get(i).startsWith(expected.get(i))) {
                    throw new AssertionError(i + ": " + routes.get(i));
                }
            }
            answers.incrementAndGet();
        }
    }

    private static String row(int host) {
        return " *>i [2]:[0]:[48]:[02:00:00:%02x:%02x:%02x]"
                .formatted(host >> 16, host >> 8 & 255, host & 255);
    }

    private static void json(AskedDaemon asked, AtomicInteger answers, AtomicBoolean enough) {
        while (!enough.get()) {
            var table = answer(asked, "show bgp evpn route json");
            assertThat(table).endsWith("}\n");
            try (var json = JSON.createParser(ObjectReadContext.empty(), table)) {
                assertThat(paths(json)).isGreaterThanOrEqualTo(ROUTES);
            }
            answers.incrementAndGet();
        }
    }

    /// How many best paths a table has in JSON, which is read to its end.
    private static int paths(JsonParser json) {
        int paths = 0;
        for (var token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("bestpath")) {
                paths++;
            }
        }
        return paths;
    }

    private static String answer(AskedDaemon asked, String command) {
        try (var answer = new Watching(asked.socket, command)) {
            return answer.whole();
        } catch (IOException cut) {
            throw new AssertionError(cut);
        }
    }

    private static long held() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static void assertThatHasEnded(Watching reader) {
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                reader.piece();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it has ended");
    }
}
