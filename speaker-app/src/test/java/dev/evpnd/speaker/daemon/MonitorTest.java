package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Who watches the best paths is told what becomes of them, at his own pace.
@Timeout(120)
class MonitorTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.8";
    private static final String HOST = "[2]:[0]:[48]:[02:00:00:00:00:01] RD 10.255.0.1:100";
    private static final int NO_HOLD_TIME = 0;
    private static final int ROUTES_OF_A_MESSAGE = 100;
    private static final int TIMES = 120;

    @TempDir private Path directory;
    private AskedDaemon asked;

    @BeforeEach
    void open() throws IOException {
        asked = new AskedDaemon(directory);
    }

    @AfterEach
    void close() {
        asked.close();
    }

    private RawPeer peer(String address) throws IOException {
        return RawPeer.connect(address, "127.0.0.1", asked.port)
                .establish(NO_HOLD_TIME, RawPeer.CAPABILITIES);
    }

    private Watching watch(String command) throws IOException {
        return new Watching(asked.socket, command).awaitBegin();
    }

    private static String shown(String line) {
        return line.replaceFirst("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z ", "");
    }

    @Test
    void tellsWhatIsGainedChangedAndLost() throws Exception {
        try (var watching = watch("monitor bgp evpn");
                var one = peer(ONE)) {
            one.send(one.update(1));
            assertThat(shown(watching.line()))
                    .isEqualTo("gained  " + HOST + " via 127.0.0.9 from 127.0.0.9");
            one.send(one.preferred(200, 1));
            assertThat(shown(watching.line()))
                    .isEqualTo(
                            "changed "
                                    + HOST
                                    + " via 127.0.0.9 from 127.0.0.9,"
                                    + " was via 127.0.0.9 from 127.0.0.9");
            one.send(RawPeer.withdrawal(1));
            assertThat(shown(watching.line()))
                    .isEqualTo("lost    " + HOST + " was via 127.0.0.9 from 127.0.0.9");
        }
    }

    /// What a filter does not take is not there for it: a best path that becomes another's is lost.
    @Test
    void tellsWhatAFilterLetsBeSeen() throws Exception {
        try (var ofOne = watch("monitor bgp l2vpn evpn neighbor " + ONE);
                var ofMac = watch("monitor bgp evpn type 2 mac 02:00:00:00:00:02");
                var ofNone = watch("monitor bgp evpn rt 65000:1 json");
                var one = peer(ONE);
                var other = peer(OTHER)) {
            one.send(one.update(1));
            assertThat(ofOne.line()).contains("gained  " + HOST);
            other.send(other.update(2));
            assertThat(ofMac.line()).contains("gained  [2]:[0]:[48]:[02:00:00:00:00:02]");
            other.send(other.preferred(200, 1));
            assertThat(ofOne.line()).contains("lost    " + HOST);
            other.send(RawPeer.withdrawal(1));
            assertThat(ofOne.line()).contains("gained  " + HOST);
            assertThat(ofNone.piece()).isEqualTo("wait 0");
        }
    }

    @Test
    void tellsJsonAsOneObjectInALine() throws Exception {
        try (var one = peer(ONE);
                var watching = watch("monitor bgp evpn json")) {
            one.send(one.update(1));
            var gained = watching.event();
            assertThat(gained.get("event").stringValue()).isEqualTo("gained");
            assertThat(gained.get("prefix").stringValue())
                    .isEqualTo("[2]:[0]:[48]:[02:00:00:00:00:01]");
            assertThat(gained.get("path").get("nextHop").stringValue()).isEqualTo(ONE);
            assertThat(gained.get("path").get("peerId").stringValue()).isEqualTo(ONE);
            assertThat(gained.has("was")).isFalse();
            one.send(RawPeer.withdrawal(1));
            var lost = watching.event();
            assertThat(lost.get("event").stringValue()).isEqualTo("lost");
            assertThat(lost.get("key")).isEqualTo(gained.get("key"));
            assertThat(lost.get("was").get("peerId").stringValue()).isEqualTo(ONE);
            assertThat(lost.has("path")).isFalse();
        }
    }

    @Test
    void soManyWatchAndNoMoreUntilOneOfThemHasGone() throws Exception {
        var all = new ArrayList<Watching>();
        for (int i = 0; i < 8; i++) {
            all.add(watch("monitor bgp evpn"));
        }
        try (var next = new Watching(asked.socket, "monitor bgp evpn")) {
            assertThat(next.end())
                    .isEqualTo("there are 8 who watch already, as many as there may be");
        }
        all.removeFirst().close();
        until(this::isWatchable);
        for (var each : all) {
            each.close();
        }
    }

    private boolean isWatchable() {
        try (var next = new Watching(asked.socket, "monitor bgp evpn")) {
            return next.piece().equals("wait 0");
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void whatDoesNotEndIsNotCounted() throws Exception {
        try (var counted = new Watching(asked.socket, "monitor bgp evpn | count")) {
            assertThat(counted.end())
                    .isEqualTo("this goes on until it is ended, and is not counted");
        }
    }

    private static void announce(RawPeer peer, int from, int to) throws IOException {
        for (int i = from; i < to; i += ROUTES_OF_A_MESSAGE) {
            peer.send(peer.update(IntStream.range(i, i + ROUTES_OF_A_MESSAGE).toArray()));
        }
    }

    private static void withdraw(RawPeer peer, int from, int to) throws IOException {
        for (int i = from; i < to; i += ROUTES_OF_A_MESSAGE) {
            peer.send(RawPeer.withdrawal(IntStream.range(i, i + ROUTES_OF_A_MESSAGE).toArray()));
        }
    }

    /// More routes change than are kept, and some of them are lost while nobody reads.
    @Test
    void whoStopsInAFloodAndReadsOnHasWhatThereIs() throws Exception {
        try (var one = peer(ONE);
                var watching = watch("monitor bgp evpn json");
                var reading = watch("monitor bgp evpn")) {
            announce(one, 0, 1000);
            until(() -> asked.routes() == 1000);
            announce(one, 1000, 60_000);
            until(() -> asked.routes() == 60_000);
            withdraw(one, 500, 59_000);
            until(() -> asked.routes() == 1500);
            while (watching.resyncs == 0) {
                watching.event();
            }
            assertThat(watching.coalesced).isPositive();
            // Told behind all that was before.
            one.send(one.update(70_000));
            while (!watching.best.keySet().stream().anyMatch(key -> key.contains("020000011170"))) {
                watching.event();
            }
            assertThat(watching.best).hasSize(1501);
            assertThat(lineOf(reading, "% [0-9]+ changes were coalesced into .*"))
                    .endsWith(" changes were coalesced into what there is now:");
            assertThat(lineOf(reading, "%.*")).isEqualTo("% that is all there is");
        }
    }

    /// The next line that is like this, awaited.
    private static String lineOf(Watching reading, String like) throws IOException {
        var line = reading.line();
        while (!line.matches(like)) {
            line = reading.line();
        }
        return line;
    }

    /// More than what is on its way to them has room for, and less than is kept.
    @Test
    void whoReadsSlowlyIsToldWhatRoutesHaveBecomeAndHowOftenMoreTheyChanged() throws Exception {
        try (var one = peer(ONE);
                var watching = watch("monitor bgp evpn json");
                var reading = watch("monitor bgp evpn")) {
            var hosts = IntStream.range(0, ROUTES_OF_A_MESSAGE).toArray();
            for (int i = 1; i <= TIMES; i++) {
                int preference = i;
                one.send(one.preferred(preference, hosts));
                until(() -> preferences().equals(Set.of(preference)));
            }
            while (watching.coalesced == 0) {
                watching.event();
            }
            assertThat(watching.resyncs).isZero();
            assertThat(lineOf(reading, "%.*")).matches("% [0-9]+ more changes were coalesced");
        }
    }

    private Set<Integer> preferences() {
        return StreamSupport.stream(asked.ask("routes").get("routes").spliterator(), false)
                .map(each -> each.at("/paths/0/locPrf").intValue())
                .collect(Collectors.toSet());
    }

    @Test
    void whoNeverReadsIsClosedWithTheDaemon() throws Exception {
        var watching = watch("monitor bgp evpn");
        try (var one = peer(ONE)) {
            announce(one, 0, 40_000);
            until(() -> asked.routes() == 40_000);
        }
        asked.close();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                watching.piece();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it has ended");
        asked = new AskedDaemon(directory);
    }
}
