package dev.evpnd.speaker.http;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.http.RawClient.get;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.credential.Credentials;
import dev.evpnd.speaker.query.QueryFailure;

import io.netty.handler.codec.http.HttpResponseStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A server that is asked by everybody in his own way.
@Timeout(60)
class HttpServerTest {
    private static final HttpLimits PATIENT = HttpLimits.DEFAULT;

    /// More than any system takes for who reads nothing.
    private static final int MUCH = 64 << 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private InetSocketAddress address = new InetSocketAddress(0);

    @BeforeEach
    void start() throws IOException {
        start(PATIENT);
    }

    @AfterEach
    void stop() {
        released.countDown();
        servers.forEach(HttpServer::close);
    }

    private void start(HttpLimits limits) throws IOException {
        var server =
                new HttpServer(
                        Site.EMPTY
                                .with("/ok", _ -> Answer.text(HttpResponseStatus.OK, "ok"))
                                .with("/much", _ -> octets(MUCH))
                                .with("/some", _ -> octets(100_000))
                                .with("/none", _ -> none())
                                .with("/late", _ -> late())
                                .with("/defect", _ -> defect())
                                .with("/slow", _ -> slow()),
                        limits);
        servers.add(server);
        address = listen(server, "127.0.0.1");
    }

    private static InetSocketAddress listen(HttpServer server, String address) throws IOException {
        return server.listen(new InetSocketAddress(address, 0), Credentials.NONE);
    }

    private static Answer octets(int count) {
        byte[] part = "0123456789abcdef".repeat(1 << 10).getBytes(StandardCharsets.US_ASCII);
        return new Answer(
                HttpResponseStatus.OK,
                "text/plain",
                out -> {
                    for (int left = count; left > 0; left -= part.length) {
                        out.write(part, 0, Math.min(left, part.length));
                    }
                });
    }

    private static Answer none() {
        throw new QueryFailure("nobody knows");
    }

    /// One that fails when some of it is sent.
    private static Answer late() {
        return new Answer(
                HttpResponseStatus.OK,
                "text/plain",
                out -> {
                    out.write(new byte[100_000]);
                    throw new QueryFailure("nobody knows");
                });
    }

    private static Answer defect() {
        throw new IllegalStateException("a defect of a test");
    }

    private Answer slow() {
        asked.countDown();
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Answer.text(HttpResponseStatus.OK, "slow");
    }

    private RawClient client() throws IOException {
        return new RawClient(address);
    }

    @Test
    void answersOneRequestAfterTheOtherOnAConnection() throws Exception {
        try (var client = client()) {
            for (int i = 0; i < 3; i++) {
                var reply = client.send(get("/ok?name[]=x")).receive();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo("ok\n");
                assertThat(reply.fields())
                        .containsEntry("content-type", "text/plain; charset=utf-8")
                        .containsEntry("cache-control", "no-store")
                        .containsEntry("x-content-type-options", "nosniff")
                        .containsKey("date")
                        .doesNotContainKey("connection");
            }
        }
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        try (var client = client()) {
            client.send(get("/ok").replace("GET", "HEAD") + get("/some").replace("GET", "HEAD"));
            assertThat(client.receive(false).fields()).containsEntry("content-length", "3");
            assertThat(client.receive(false).status()).isEqualTo(200);
            assertThat(client.send(get("/ok")).receive().body()).isEqualTo("ok\n");
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        try (var client = client()) {
            client.send((get("/some") + get("/ok") + get("/other")).repeat(100));
            for (int i = 0; i < 100; i++) {
                assertThat(client.receive().body()).hasSize(100_000);
                assertThat(client.receive().body()).isEqualTo("ok\n");
                assertThat(client.receive().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void answersARequestThatComesOctetByOctet() throws Exception {
        try (var client = client()) {
            for (char each : get("/ok").toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void answersWhoSendsNoMoreBehindHisRequest() throws Exception {
        try (var client = client()) {
            client.send(get("/slow"));
            asked.await();
            client.socket.shutdownOutput();
            released.countDown();
            assertThat(client.receive().body()).isEqualTo("slow\n");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ok/", "/OK", "/../ok", "/metrics"})
    void saysWhatThereIsWhereSomethingElseIsAskedFor(String path) throws Exception {
        try (var client = client()) {
            var reply = client.send(get(path)).receive();
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body())
                    .contains("expected one of /defect, /late, /much, /none, /ok, /slow, /some\"");
            assertThat(client.send(get("/ok")).receive().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "GETS"})
    void refusesOtherMethods(String method) throws Exception {
        try (var client = client()) {
            var reply = client.send(get("/ok").replace("GET", method)).receive();
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.fields()).containsEntry("allow", "GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Content-Length: 1000000000\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Content-Length: -1\r\n\r\nhello"
            })
    void refusesABodyAndEndsTheConnection(String rest) throws Exception {
        try (var client = client()) {
            client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n" + rest + get("/ok"));
            var reply = client.receive();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.fields()).containsEntry("connection", "close");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /ok HTTP/1.1\r\nno field\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /ok HTTP/1.1\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET ok HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://localhost/ok HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u00c3\u0001\u0000\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String text) throws Exception {
        try (var client = client()) {
            client.send(text + get("/ok"));
            assertThat(client.receive().status()).isEqualTo(text.isBlank() ? 200 : 400);
        }
        try (var other = client()) {
            assertThat(other.send(get("/ok")).receive().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesOtherVersions() throws Exception {
        try (var client = client()) {
            client.send("GET /ok HTTP/2.0\r\nHost: localhost\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(505);
        }
    }

    @Test
    void refusesAFirstLineThatIsTooLong() throws Exception {
        try (var client = client()) {
            client.send(get("/" + "a".repeat(100_000)));
            assertThat(client.receive().status()).isEqualTo(414);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void refusesFieldsThatAreTooLong() throws Exception {
        try (var client = client()) {
            client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n");
            client.send(("X: " + "a".repeat(1000) + "\r\n").repeat(100) + "\r\n");
            assertThat(client.receive().status()).isEqualTo(431);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LocalHost:9179, 200",
        "127.0.0.1, 200",
        "127.1.2.3:80, 200",
        "[::1], 200",
        "[::1]:9179, 200",
        "evil.example, 400",
        "evil.example:9179, 400",
        "localhost.evil.example, 400",
        "127.0.0.1.evil.example, 400",
        "192.0.2.1, 400",
        "0.0.0.0, 400",
        "127.0.0.1@evil.example, 400",
        "'', 400"
    })
    void answersWhoAsksForLoopbackAndNobodyElse(String host, int status) throws Exception {
        try (var client = client()) {
            client.send("GET /ok HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(status);
        }
    }

    @Test
    void answersInHttp10AndEndsTheConnection() throws Exception {
        try (var client = client()) {
            assertThat(client.send("GET /ok HTTP/1.0\r\n\r\n").receive().body()).isEqualTo("ok\n");
            assertThat(client.isAtEnd()).isTrue();
        }
        try (var client = client()) {
            var reply = client.send("GET /some HTTP/1.0\r\n\r\n").receive();
            assertThat(reply.fields()).doesNotContainKey("transfer-encoding");
            assertThat(reply.body()).hasSize(100_000);
        }
        try (var client = client()) {
            client.send("GET /ok HTTP/1.0\r\nHost: evil.example\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(400);
        }
    }

    @Test
    void endsTheConnectionOfWhoWantsThat() throws Exception {
        try (var client = client()) {
            client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(client.receive().fields()).containsEntry("connection", "close");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void saysSoWhereThereIsNoAnswer() throws Exception {
        try (var client = client()) {
            var reply = client.send(get("/none")).receive();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.fields())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("retry-after", "1");
            assertThat(reply.body())
                    .isEqualTo(
                            """
                            {"type":"about:blank","title":"Service Unavailable","status":503,\
                            "detail":"nobody knows"}
                            """);
            assertThat(client.send(get("/defect")).receive().status()).isEqualTo(500);
            assertThat(client.send(get("/ok")).receive().status()).isEqualTo(200);
        }
    }

    @Test
    void cutsOffAnAnswerThatFailsWhenSomeOfItIsSent() throws Exception {
        try (var client = client()) {
            client.send(get("/late"));
            assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void waitsForWhoTakesLongAndAnswersOthersMeanwhile() throws Exception {
        try (var slow = new RawClient(address, 4096);
                var other = client()) {
            slow.send(get("/much"));
            for (int i = 0; i < 10; i++) {
                assertThat(other.send(get("/some")).receive().body()).hasSize(100_000);
            }
            assertThat(slow.receive().body()).hasSize(MUCH);
        }
    }

    @Test
    void endsTheConnectionOfWhoTakesNothing() throws Exception {
        start(with(64, Duration.ofSeconds(30), Duration.ofMillis(300)));
        try (var slow = new RawClient(address, 4096)) {
            slow.send(get("/much"));
            var in = slow.socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            awaitNobody(servers.getLast());
            assertThat(in.readAllBytes()).hasSizeLessThan(MUCH);
        }
    }

    private static void awaitNobody(HttpServer server) throws InterruptedException {
        until(() -> server.connections() == 0);
    }

    private static HttpLimits with(int connections, Duration idle, Duration stall) {
        return new HttpLimits(
                connections,
                PATIENT.lineOctets(),
                PATIENT.headerOctets(),
                idle,
                stall,
                PATIENT.linger(),
                PATIENT.stop());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "GET /ok HTTP/1.1\r\nHost: localhost\r\n"})
    void endsTheConnectionOfWhoDoesNotComeToTheEndOfARequest(String half) throws Exception {
        start(with(64, Duration.ofMillis(200), Duration.ofSeconds(30)));
        try (var client = client()) {
            client.send(half);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void tellsThoseWhoAreTooManyAndTakesOthersAgainWhenSomebodyHasGone() throws Exception {
        start(with(3, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        var server = servers.getLast();
        var all = new ArrayList<RawClient>();
        for (int i = 0; i < 3; i++) {
            var client = client();
            assertThat(client.send(get("/ok")).receive().status()).isEqualTo(200);
            all.add(client);
        }
        try (var another = client()) {
            var reply = another.receive();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.fields()).containsEntry("retry-after", "1");
            assertThat(another.isAtEnd()).isTrue();
        }
        for (var client : all) {
            client.close();
        }
        awaitNobody(server);
        try (var again = client()) {
            assertThat(again.send(get("/ok")).receive().status()).isEqualTo(200);
        }
    }

    @Test
    void comesToTheEndOfAnAnswerBeforeItsOwn() throws Exception {
        try (var client = client();
                var idle = client()) {
            client.send(get("/slow") + get("/ok"));
            asked.await();
            var closing = CompletableFuture.runAsync(servers.getLast()::close);
            assertThat(idle.isAtEnd()).isTrue();
            released.countDown();
            assertThat(client.receive().body()).isEqualTo("slow\n");
            assertThat(client.isAtEnd()).isTrue();
            closing.join();
        }
        assertThatThrownBy(this::client).isInstanceOf(IOException.class);
    }

    @Test
    void listensWhereItIsToldAndNoMoreWhereItIsNot() throws Exception {
        var server = servers.getLast();
        var other = listen(server, "127.0.0.2");
        assertThatThrownBy(() -> server.listen(other, Credentials.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on /127.0.0.2:");
        try (var client = new RawClient(other)) {
            assertThat(client.send(get("/ok")).receive().status()).isEqualTo(200);
        }
    }
}
