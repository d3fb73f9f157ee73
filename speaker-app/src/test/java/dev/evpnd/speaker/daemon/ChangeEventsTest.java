package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.loopback.ListenPort;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What becomes of the best paths, for programs that listen by HTTP.
@Timeout(120)
class ChangeEventsTest {
    private static final String ONE = "127.0.0.9";
    private static final String PATH = "/api/v1/changes";
    private static final int NO_HOLD_TIME = 0;
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private final int port = ListenPort.choose();
    private Daemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon =
                reloaded.start(
                        reloaded.configuration(
                                "http: {listen: [127.0.0.1:" + port + "]}",
                                ReloadedDaemon.neighbors(ONE + ": {}")));
    }

    private RawPeer peer() throws IOException {
        return reloaded.connect(ONE).establish(NO_HOLD_TIME, RawPeer.CAPABILITIES);
    }

    /// One who listens.
    private final class Listener implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final BufferedReader in;
        private String lastId = "";

        Listener(String query, String... fields) throws IOException {
            socket.setSoTimeout(30_000);
            var request =
                    "GET " + PATH + query + " HTTP/1.0\r\n" + String.join("", fields) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String status() throws IOException {
            return in.readLine();
        }

        /// Reads the head, and the event that there is in any case.
        Listener begin() throws IOException {
            assertThat(status()).isEqualTo("HTTP/1.1 200 OK");
            var head = new ArrayList<String>();
            for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            assertThat(head).contains("content-type: text/event-stream");
            assertThat(next()).containsEntry("event", "begin").containsEntry("data", "{}");
            return this;
        }

        /// The fields of the next event, awaited.
        Map<String, String> next() throws IOException {
            var event = new LinkedHashMap<String, String>();
            for (var line = line(); !line.isEmpty() || event.isEmpty(); line = line()) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    event.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            lastId = event.getOrDefault("id", lastId);
            return event;
        }

        private String line() throws IOException {
            var line = in.readLine();
            if (line == null) {
                throw new IOException("it has ended");
            }
            return line;
        }

        JsonNode data(String event) throws IOException {
            var next = next();
            assertThat(next).containsEntry("event", event);
            return JSON.readTree(next.get("data"));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void tellsEachChangeAsAnEvent() throws Exception {
        try (var peer = peer();
                var listener = new Listener("?type=2&peer=" + ONE).begin()) {
            peer.send(peer.update(1));
            var gained = listener.data("gained");
            assertThat(gained.get("prefix").stringValue())
                    .isEqualTo("[2]:[0]:[48]:[02:00:00:00:00:01]");
            assertThat(gained.get("path").get("nextHop").stringValue()).isEqualTo(ONE);
            peer.send(RawPeer.withdrawal(1));
            assertThat(listener.data("lost").get("key")).isEqualTo(gained.get("key"));
        }
    }

    @Test
    void tellsWhatThereIsFirstIfThatIsAsked() throws Exception {
        try (var peer = peer()) {
            peer.send(peer.update(1, 2, 3));
            until(
                    () ->
                            TestSpeaker.await(
                                            daemon.speaker()
                                                    .routing()
                                                    .ask(rib -> rib.view().size()))
                                    == 3);
            try (var listener = new Listener("?whole=true&mac=02:00:00:00:00:02").begin()) {
                listener.data("resync");
                assertThat(listener.data("present").get("prefix").stringValue())
                        .isEqualTo("[2]:[0]:[48]:[02:00:00:00:00:02]");
                listener.data("resynced");
                peer.send(RawPeer.withdrawal(1, 2));
                listener.data("lost");
            }
        }
    }

    @Test
    void whoComesBackWithTheLastIdMissesNothing() throws Exception {
        try (var peer = peer()) {
            String id;
            try (var listener = new Listener("").begin()) {
                peer.send(peer.update(1));
                listener.data("gained");
                id = listener.lastId;
            }
            peer.send(peer.update(2));
            until(
                    () ->
                            TestSpeaker.await(
                                            daemon.speaker()
                                                    .routing()
                                                    .ask(rib -> rib.view().size()))
                                    == 2);
            try (var again = new Listener("", "Last-Event-ID: " + id + "\r\n").begin()) {
                assertThat(again.data("gained").get("prefix").stringValue())
                        .isEqualTo("[2]:[0]:[48]:[02:00:00:00:00:02]");
            }
        }
    }

    @Test
    void whoComesBackWithAnIdOfAnotherRunIsToldWhatThereIs() throws Exception {
        try (var peer = peer()) {
            peer.send(peer.update(1));
            until(
                    () ->
                            TestSpeaker.await(
                                            daemon.speaker()
                                                    .routing()
                                                    .ask(rib -> rib.view().size()))
                                    == 1);
            try (var listener = new Listener("", "Last-Event-ID: 1f-3\r\n").begin()) {
                listener.data("resync");
                listener.data("present");
                listener.data("resynced");
                assertThat(listener.lastId).isNotEmpty();
            }
        }
    }

    @Test
    void soManyListenAndNoMoreUntilOneOfThemHasGone() throws Exception {
        var all = new ArrayList<Listener>();
        for (int i = 0; i < 8; i++) {
            all.add(new Listener("").begin());
        }
        try (var next = new Listener("")) {
            assertThat(next.status()).isEqualTo("HTTP/1.1 503 Service Unavailable");
        }
        all.removeFirst().close();
        until(
                () -> {
                    try (var next = new Listener("")) {
                        return next.status().equals("HTTP/1.1 200 OK");
                    } catch (IOException gone) {
                        throw new AssertionError(gone);
                    }
                });
        for (var each : all) {
            each.close();
        }
    }

    @Test
    void whatIsNoParameterIsSaid() throws Exception {
        for (var query :
                List.of(
                        "?typ=2",
                        "?type=two",
                        "?type=300",
                        "?mac=1&mac=2",
                        "?ip=10",
                        "?whole=perhaps",
                        "?rt=",
                        "?rd=%zz")) {
            try (var listener = new Listener(query)) {
                assertThat(listener.status()).as(query).isEqualTo("HTTP/1.1 400 Bad Request");
            }
        }
    }

    /// And nobody is waited for.
    @Test
    void whoeverListensIsClosedWithTheDaemon() throws Exception {
        try (var peer = peer();
                var reading = new Listener("").begin();
                var idle = new Listener("").begin()) {
            for (int i = 0; i < 100; i++) {
                peer.send(peer.update(IntStream.range(100 * i, 100 * i + 100).toArray()));
            }
            reading.data("gained");
            daemon.close();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    reading.next();
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(idle.socket.isClosed()).isFalse();
        }
    }
}
