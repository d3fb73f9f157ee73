package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;
import static dev.evpnd.speaker.session.SessionState.ESTABLISHED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.http.RawClient;
import dev.evpnd.speaker.http.RawClient.Reply;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.loopback.ListenPort;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Notification;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// What a daemon says of itself for programs is what it does: all paths, parameters, answers and
/// refusals of its document, and no others.
@Timeout(60)
class OpenApiTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.12";
    private static final String THIRD = "127.0.0.13";
    private static final String DYNAMIC = "127.0.5.1";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECTIONS = 64;

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    @TempDir Path directory;

    private final InetSocketAddress address =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ListenPort.choose());
    private JsonNode document = JSON.createObjectNode();
    private DocumentSchemas schemas = new DocumentSchemas(document);

    @BeforeEach
    void start() throws Exception {
        reloaded.start(reloaded.configuration(lines("http: {listen: 127.0.0.1:" + port() + "}")));
        document = JSON.readTree(get("/api/v1/openapi.json").body());
        schemas = new DocumentSchemas(document);
    }

    private int port() {
        return address.getPort();
    }

    private static String[] lines(String http) {
        return new String[] {
            http,
            "peer-groups: {dynamic: {description: whoever comes}}",
            "listen-ranges: {127.0.5.0/24: {group: dynamic}}",
            neighbors(
                    ONE + ": {description: the one, graceful-restart: {mode: helper}}",
                    OTHER + ": {}",
                    THIRD + ": {}",
                    "127.0.0.10: {shutdown: true, shutdown-message: closed}",
                    "127.0.0.11: {remote-as: external, route-reflector-client: false, passive: false, port: 1}")
        };
    }

    /// With a session of whoever has much to say of himself, and of one who says nothing.
    private RawPeer connect() throws Exception {
        var capabilities = new ArrayList<Capability>(ReloadTest.graceful());
        capabilities.add(new Fqdn("one", "example"));
        capabilities.add(new SoftwareVersion("a test"));
        capabilities.add(Role.PEER);
        capabilities.add(
                new LongLivedGracefulRestart(
                        List.of(
                                new LongLivedGracefulRestart.Entry(
                                        AddressFamily.L2VPN_EVPN, 0x80, 60))));
        var one = reloaded.connect(ONE).establish(RawPeer.HOLD, capabilities);
        one.send(RoutesOfAllTypes.announcement(IpAddress.parse(ONE)));
        until(() -> number("/api/v1/routes/count", "numPrefix") == RoutesOfAllTypes.TYPES);
        return one;
    }

    // Asking.

    private Reply get(String path) throws IOException {
        var reply = send(RawClient.get(path));
        while (path.startsWith("/api/v1/changes") && reply.status() == 503) {
            // It takes a moment until the streams of those who have left are given to others.
            reply = send(RawClient.get(path));
        }
        return reply;
    }

    private Reply send(String request) throws IOException {
        try (var client = new RawClient(address)) {
            return client.send(request).receive();
        }
    }

    private long number(String path, String field) {
        try {
            return JSON.readTree(get(path).body()).get(field).longValue();
        } catch (IOException gone) {
            return -1;
        }
    }

    private Set<String> paths() {
        return new TreeSet<>(document.get("paths").propertyNames());
    }

    private static String example(String path) {
        return path.replace("{address}", ONE);
    }

    private List<JsonNode> parameters(String path) {
        var all = document.get("paths").get(path).get("get").path("parameters");
        return StreamSupport.stream(all.spliterator(), false)
                .map(schemas::resolved)
                .filter(each -> each.get("in").stringValue().equals("query"))
                .toList();
    }

    private static String name(JsonNode parameter) {
        return parameter.get("name").stringValue();
    }

    /// Whether an answer is one of those that the document has for a path.
    private void assertThatIsDocumented(String path, Reply reply) {
        var responses = document.get("paths").get(path).get("get").get("responses");
        var response = responses.get(String.valueOf(reply.status()));
        assertThat(response).as("%s: %s", path, reply).isNotNull();
        var type = String.valueOf(reply.fields().get("content-type")).replaceFirst(";.*", "");
        var content = schemas.resolved(response).get("content").get(type);
        assertThat(content).as("%s: %s", path, reply).isNotNull();
        schemas.resolved(response)
                .path("headers")
                .properties()
                .forEach(
                        each -> {
                            if (each.getValue().has("required")) {
                                assertThat(reply.fields())
                                        .containsKey(each.getKey().toLowerCase(Locale.ROOT));
                            }
                        });
        if (type.endsWith("json")) {
            var body = JSON.readTree(reply.body());
            assertThat(schemas.faults(content.get("schema"), body)).as(path).isEmpty();
        }
    }

    // What has to hold.

    @Test
    void hasEveryPathThatThereIs() throws Exception {
        var known = JSON.readTree(get("/nonsense").body()).get("detail").stringValue();
        assertThat(known).isEqualTo("expected one of " + String.join(", ", paths()));
    }

    @Test
    void hasEveryParameterOfEveryPath() throws Exception {
        for (var path : paths()) {
            if (path.startsWith("/api/")) {
                var reply = get(example(path) + "?nonsense=1");
                assertThat(reply.status()).isEqualTo(400);
                assertThatIsDocumented(path, reply);
                var names =
                        new TreeSet<>(parameters(path).stream().map(OpenApiTest::name).toList());
                var problem = JSON.readTree(reply.body());
                assertThat(problem.get("parameter").stringValue()).isEqualTo("nonsense");
                assertThat(problem.get("detail").stringValue())
                        .as(path)
                        .isEqualTo(
                                names.isEmpty()
                                        ? "expected no parameters"
                                        : "expected one of " + String.join(", ", names));
            }
        }
    }

    @Test
    void describesEveryAnswerAndNoFieldThatThereIsNot() throws Exception {
        try (var one = connect();
                var other = reloaded.connect(DYNAMIC).establish()) {
            other.send(RoutesOfAllTypes.announcement(IpAddress.parse(DYNAMIC)));
            until(() -> number("/api/v1/routes/count", "numPaths") == 2 * RoutesOfAllTypes.TYPES);
            for (var path : paths()) {
                var reply = get(example(path));
                assertThat(reply.status()).as(path).isEqualTo(200);
                assertThatIsDocumented(path, reply);
            }
            assertThatPeerIsDocumented(DYNAMIC);
            assertThatPeerIsDocumented("127.0.0.10");
            until(() -> number("/api/v1/peers/127.0.0.11", "connectRetryCounter") > 0);
            assertThatPeerIsDocumented("127.0.0.11");
            assertThatIsDocumented("/api/v1/routes", get("/api/v1/routes?limit=nonsense"));
            end(one, ONE);
            assertThatIsDocumented("/api/v1/routes", get("/api/v1/routes?limit=1"));
            assertThatIsDocumented("/api/v1/rds", get("/api/v1/rds?limit=1"));
            assertThatIsDocumented("/api/v1/peers", get("/api/v1/peers?limit=1"));
        }
        reasons();
        var unseen = new TreeSet<>(schemas.named());
        unseen.removeAll(schemas.seen());
        assertThat(unseen).isEmpty();
    }

    private void assertThatPeerIsDocumented(String peer) throws IOException {
        assertThatIsDocumented("/api/v1/peers/{address}", get("/api/v1/peers/" + peer));
    }

    private void end(RawPeer peer, String address) throws Exception {
        peer.close();
        until(() -> !reloaded.status(address).peering().state().equals(ESTABLISHED));
    }

    /// A session may end by what the peer says, and by what this speaker does.
    private void reasons() throws Exception {
        try (var third = reloaded.connect(THIRD).establish()) {
            third.send(Notification.shutdown(NotificationCode.ADMINISTRATIVE_RESET, ""));
            end(third, THIRD);
        }
        assertThatPeerIsDocumented(THIRD);
        try (var other = reloaded.connect(OTHER).establish()) {
            other.send(new byte[MessageHeader.LENGTH]);
            assertThat(other.receiveEnd()).isNotNull();
            end(other, OTHER);
        }
        assertThatPeerIsDocumented(OTHER);
    }

    @Test
    void hasAnExampleOfEveryParameterThatIsTaken() throws Exception {
        try (var _ = connect()) {
            for (var path : paths()) {
                for (var parameter : parameters(path)) {
                    if (parameter.has("example")) {
                        var reply = get(path + query(parameter, parameter.get("example")));
                        assertThat(reply.status()).as("%s: %s", path, reply).isEqualTo(200);
                        assertThatIsDocumented(path, reply);
                    }
                }
            }
        }
    }

    private static String query(JsonNode parameter, JsonNode value) {
        return "?"
                + name(parameter)
                + "="
                + URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesEveryParameterThatIsNotWhatItOughtToBeAndNamesIt() throws Exception {
        for (var path : paths()) {
            for (var parameter : parameters(path)) {
                for (var wrong : List.of("=%21", "=", "", "=%zz", "=1&" + name(parameter) + "=1")) {
                    var reply = get(path + "?" + name(parameter) + wrong);
                    assertThat(reply.status()).as("%s %s", name(parameter), wrong).isEqualTo(400);
                    assertThatIsDocumented(path, reply);
                    var problem = JSON.readTree(reply.body());
                    assertThat(problem.get("parameter").stringValue()).isEqualTo(name(parameter));
                    assertThat(problem.get("detail").stringValue()).startsWith("expected ");
                }
            }
        }
    }

    @Test
    void hasEveryRefusal() throws Exception {
        var provoked = new TreeSet<String>();
        for (var path : paths()) {
            var get = RawClient.get(example(path));
            record(provoked, path, send(get));
            record(provoked, path, send(get.replace("GET", "POST")));
            record(provoked, path, get(example(path) + "?nonsense"));
        }
        var peer = "/api/v1/peers/{address}";
        record(provoked, peer, get("/api/v1/peers/192.0.2.99"));
        record(provoked, peer, get("/api/v1/peers/nobody"));
        unauthorized(provoked);
        var crowd = new ArrayList<RawClient>();
        for (int i = 0; i < CONNECTIONS; i++) {
            crowd.add(new RawClient(address));
            crowd.getLast().send(RawClient.get("/health")).receive();
        }
        for (var path : paths()) {
            try (var another = new RawClient(address)) {
                record(provoked, path, another.receive());
            }
        }
        for (var each : crowd) {
            each.close();
        }
        assertThat(provoked).isEqualTo(documented());
    }

    private void record(Set<String> provoked, String path, Reply reply) {
        assertThatIsDocumented(path, reply);
        provoked.add(path + " " + reply.status());
    }

    private Set<String> documented() {
        var documented = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .get("get")
                                        .get("responses")
                                        .propertyNames()
                                        .forEach(
                                                status ->
                                                        documented.add(
                                                                path.getKey() + " " + status)));
        return documented;
    }

    /// Whoever has no token is answered at those paths alone of which the document says so.
    private void unauthorized(Set<String> provoked) throws Exception {
        var file = directory.resolve("token");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, TOKEN);
        var http = "http: {listen: 127.0.0.1:%d, token-file: %s}".formatted(port(), file);
        var daemon = reloaded.daemon();
        assertThat(daemon.reload(reloaded.configuration(lines(http)))).isEmpty();
        for (var path : paths()) {
            var reply = get(example(path));
            var security = document.get("paths").get(path).get("get").path("security");
            assertThat(reply.status()).as(path).isEqualTo(security.isArray() ? 200 : 401);
            record(provoked, path, reply);
            var with = RawClient.get(example(path)).replace("\r\n\r\n", "\r\n" + BEARER);
            assertThat(send(with).status()).as(path).isEqualTo(200);
        }
        assertThat(
                        daemon.reload(
                                reloaded.configuration(lines(http.replaceFirst(", token.*", "}")))))
                .isEmpty();
    }

    private static final String BEARER = "Authorization: Bearer " + TOKEN + "\r\n\r\n";
}
