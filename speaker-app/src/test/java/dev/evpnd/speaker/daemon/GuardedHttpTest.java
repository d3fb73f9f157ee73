package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.credential.Authority;
import dev.evpnd.wire.loopback.ListenPort;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/// A daemon that speaks TLS and wants a token, with clients that do and have that, or not.
@Timeout(60)
class GuardedHttpTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_TOKEN = "fedcba9876543210fedcba9876543210";
    private static final String ROUTES = "/api/v1/routes/count";

    @TempDir static Path keys;

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    @TempDir Path directory;

    private final int port = ListenPort.choose();
    private SSLContext trusting = SSLContext.getDefault();

    GuardedHttpTest() throws Exception {}

    @BeforeEach
    void write() throws Exception {
        become("EC");
        Authority.write(directory.resolve("token"), TOKEN);
    }

    private void become(String algorithm) throws Exception {
        var identity = Authority.identity(keys, algorithm);
        Files.writeString(directory.resolve("certificate"), identity.certificate());
        Authority.write(directory.resolve("key"), identity.key());
        trusting = Authority.client(identity);
    }

    private Configuration configuration() {
        return reloaded.configuration(
                "http: {listen: 127.0.0.1:%d, certificate: %s, key: %s, token-file: %s}"
                        .formatted(
                                port,
                                directory.resolve("certificate"),
                                directory.resolve("key"),
                                directory.resolve("token")));
    }

    private HttpClient client() {
        return HttpClient.newBuilder().sslContext(trusting).build();
    }

    private HttpResponse<String> get(HttpClient client, String path, String... fields)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).GET();
        for (var each : fields) {
            request.header("Authorization", each);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private int status(HttpClient client, String token) throws IOException {
        return get(client, ROUTES, "Bearer " + token).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void answersWhoeverHasTheToken(String algorithm) throws Exception {
        become(algorithm);
        reloaded.start(configuration());
        try (var client = client()) {
            var reply = get(client, ROUTES, "Bearer " + TOKEN);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"numPrefix\":0,\"numPaths\":0}\n");
            assertThat(reply.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(get(client, "/metrics", "Bearer " + TOKEN).body())
                    .contains("evpnd_uptime_seconds");
        }
    }

    @Test
    void answersNobodyElseAndDoesNotSayWhatThereIs() throws Exception {
        reloaded.start(configuration());
        try (var client = client()) {
            for (var path : new String[] {ROUTES, "/metrics", "/nonsense"}) {
                var reply = get(client, path);
                assertThat(reply.statusCode()).isEqualTo(401);
                assertThat(reply.headers().firstValue("www-authenticate"))
                        .contains("Bearer realm=\"evpnd\"");
                assertThat(reply.body()).contains("expected the token").doesNotContain("/metrics");
            }
            assertThat(get(client, ROUTES, "Bearer " + OTHER_TOKEN).statusCode()).isEqualTo(401);
            assertThat(get(client, ROUTES, "Basic " + TOKEN).statusCode()).isEqualTo(401);
            var twice = get(client, ROUTES, "Bearer " + TOKEN, "Bearer " + TOKEN);
            assertThat(twice.statusCode()).isEqualTo(401);
            assertThat(get(client, "/health").body()).isEqualTo("ok\n");
            assertThat(get(client, "/ready").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void speaksTls12AndNothingOlder() throws Exception {
        reloaded.start(configuration());
        assertThat(handshake("TLSv1.2")).isEqualTo("TLSv1.2");
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> handshake("TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
    }

    private String handshake(String protocol) throws IOException {
        try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void endsAConnectionOfTlsBehindTheAnswer() throws Exception {
        reloaded.start(configuration());
        try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
            var request = "GET /health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(request);
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\nok\n");
        }
    }

    @Test
    void isNotShakenByWhoSpeaksNoTls() throws Exception {
        reloaded.start(configuration());
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            plain.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reply = new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).doesNotContain("HTTP");
        }
        try (var client = client()) {
            assertThat(get(client, "/health").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void goesByAnotherTokenAndAnotherCertificateFromAReloadOn() throws Exception {
        var daemon = reloaded.start(configuration());
        try (var before = client()) {
            assertThat(status(before, TOKEN)).isEqualTo(200);
            Authority.write(directory.resolve("token"), OTHER_TOKEN);
            become("RSA");
            assertThat(status(before, TOKEN)).isEqualTo(200);
            assertThat(daemon.reload(configuration())).isEmpty();
            // On the connection that it has.
            assertThat(status(before, TOKEN)).isEqualTo(401);
            assertThat(status(before, OTHER_TOKEN)).isEqualTo(200);
        }
        try (var after = client()) {
            assertThat(status(after, OTHER_TOKEN)).isEqualTo(200);
        }
    }

    @Test
    void refusesAReloadWholeWhereAFileCannotBeUsed() throws Exception {
        var daemon = reloaded.start(configuration());
        try (var client = client()) {
            Authority.write(directory.resolve("token"), "short");
            assertThatThrownBy(() -> daemon.reload(configuration()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("http.token-file: " + directory.resolve("token"));
            assertThat(status(client, TOKEN)).isEqualTo(200);
            assertThat(status(client, "short")).isEqualTo(401);
        }
    }

    @Test
    void doesNotStartWhereAFileCannotBeUsed() throws Exception {
        Files.delete(directory.resolve("key"));
        assertThatThrownBy(() -> reloaded.start(configuration()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "http.key: " + directory.resolve("key") + ": no such file or directory");
    }

    @Test
    void answersElsewhereThanOnLoopbackToWhoHasTheToken() throws Exception {
        var http = "http: {listen: \"0.0.0.0:%d\"".formatted(port);
        var files =
                ", certificate: %1$s/certificate, key: %1$s/key, token-file: %1$s/token}"
                        .formatted(directory);
        reloaded.start(reloaded.configuration(http + files));
        try (var client = client()) {
            assertThat(status(client, TOKEN)).isEqualTo(200);
            assertThat(get(client, ROUTES).statusCode()).isEqualTo(401);
        }
    }
}
