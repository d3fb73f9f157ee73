package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.http.RawClient;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.loopback.ListenPort;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// What whoever asks for routes and peers by HTTP is told, a page at a time.
@Timeout(60)
class ApiTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String NOBODY = "127.0.0.11";
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private final InetSocketAddress address =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ListenPort.choose());

    private Daemon start() throws IOException {
        return reloaded.start(
                reloaded.configuration(
                        "http: {listen: 127.0.0.1:" + address.getPort() + "}",
                        neighbors(
                                ONE + ": {}",
                                OTHER + ": {}",
                                NOBODY + ": {remote-as: 65001, route-reflector-client: false}")));
    }

    private JsonNode get(String path) {
        try (var client = new RawClient(address)) {
            var reply = client.send(RawClient.get("/api/v1" + path)).receive();
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            return JSON.readTree(reply.body());
        } catch (IOException gone) {
            throw new AssertionError(path, gone);
        }
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode array, String field) {
        return all(array).stream().map(each -> each.get(field).stringValue()).toList();
    }

    private void awaitRoutes(int count) throws InterruptedException {
        until(() -> get("/routes/count").get("numPrefix").intValue() == count);
    }

    private RawPeer connect() throws Exception {
        var one = reloaded.connect(ONE).establish();
        one.send(RoutesOfAllTypes.announcement(IpAddress.parse(ONE)));
        awaitRoutes(RoutesOfAllTypes.TYPES);
        return one;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                            | 12 | 13",
                "type=macip                                    | 2  | 3",
                "type=2                                        | 2  | 3",
                "type=11                                       | 1  | 1",
                "type=12                                       | 0  | 0",
                "rd=10.255.0.1:100                             | 6  | 7",
                "rd=10.255.0.1:101                             | 0  | 0",
                "mac=02:00:00:00:00:01                         | 2  | 3",
                "mac=02:00:00:00:00:01&ip=192.0.2.1            | 1  | 1",
                "ip=192.0.2.1                                  | 1  | 1",
                "ip=192.0.2.2                                  | 0  | 0",
                "prefix=203.0.113.0/24                         | 1  | 1",
                "prefix=203.0.113.0/25                         | 0  | 0",
                "esi=00:11:22:33:44:55:66:77:88:99             | 4  | 4",
                "rt=65000:100                                  | 11 | 11",
                "rt=65000:101                                  | 0  | 0",
                "community=65000:1                             | 11 | 11",
                "community=65000:1,65000:2                     | 11 | 11",
                "community=65000:1,65000:3                     | 0  | 0",
                "large-community=65000:1:2                     | 11 | 11",
                "large-community=65000:1:2,65000:1:3           | 0  | 0",
                "peer=127.0.0.10                               | 1  | 1",
                "peer=127.0.0.11                               | 0  | 0",
                "self-originate=true                           | 1  | 1",
                "self-originate=false                          | 12 | 13",
                "type=2&community=65000:1&peer=127.0.0.9       | 1  | 1"
            })
    void tellsTheRoutesThatAreAskedForAndHowManyThereAre(String query, int routes, int paths)
            throws Exception {
        var daemon = start();
        try (var _ = connect();
                var other = reloaded.connect(OTHER).establish()) {
            daemon.speaker().routing().change(rib -> rib.originate(other.update(1)));
            other.send(other.update(1));
            until(() -> get("/routes/count").get("numPaths").intValue() == 13);
            var page = get("/routes?" + query);
            assertThat(page.get("routes")).hasSize(routes);
            var shown = all(page.get("routes")).stream().mapToInt(it -> it.get("paths").size());
            assertThat(shown.sum()).isEqualTo(paths);
            assertThat(page.get("numPrefix").intValue()).isEqualTo(routes);
            assertThat(page.get("numPaths").intValue()).isEqualTo(paths);
            assertThat(page.has("next")).isFalse();
            var count = get("/routes/count?" + query);
            assertThat(count.get("numPrefix").intValue()).isEqualTo(routes);
            assertThat(count.get("numPaths").intValue()).isEqualTo(paths);
        }
    }

    @Test
    void saysOfARouteWhatTheShellSays() throws Exception {
        start();
        try (var _ = connect()) {
            var route = get("/routes?prefix=203.0.113.0/24").get("routes").get(0);
            assertThat(route.get("rd").stringValue()).isEqualTo("10.255.0.1:100");
            assertThat(route.get("prefix").stringValue()).isEqualTo("[5]:[7]:[24]:[203.0.113.0]");
            var path = route.get("paths").get(0);
            assertThat(path.get("bestpath").booleanValue()).isTrue();
            assertThat(path.get("metric").intValue()).isEqualTo(7);
            assertThat(path.get("path").stringValue()).isEqualTo("65001");
            assertThat(path.get("extendedCommunity").get("string").stringValue())
                    .isEqualTo("RT:65000:100");
            assertThat(path.get("nexthops").get(0).get("ip").stringValue()).isEqualTo(ONE);
        }
    }

    // Pages.

    private static String next(JsonNode page) {
        return page.has("next") ? "&cursor=" + page.get("next").stringValue() : "";
    }

    @ParameterizedTest
    @CsvSource({"limit=1", "limit=3", "limit=10", "limit=25", "limit=3&peer=127.0.0.9"})
    void tellsEachRouteOnceOnTheOnePageOrTheOther(String query) throws Exception {
        start();
        try (var one = connect()) {
            one.send(one.update(IntStream.range(0, 14).toArray()));
            awaitRoutes(25);
            int limit = Integer.parseInt(query.replaceAll("limit=|&.*", ""));
            var expected = texts(get("/routes").get("routes"), "prefix");
            var found = new ArrayList<String>();
            var page = get("/routes?" + query);
            while (page.has("next")) {
                assertThat(page.get("routes")).hasSize(limit);
                found.addAll(texts(page.get("routes"), "prefix"));
                page = get("/routes?" + query + next(page));
            }
            assertThat(page.get("routes").size()).isBetween(1, limit);
            found.addAll(texts(page.get("routes"), "prefix"));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void goesOnBehindARouteThatHasGoneAndWithoutOnesThatCameBeforeIt() throws Exception {
        start();
        try (var one = reloaded.connect(ONE).establish()) {
            one.send(one.update(10, 20, 30, 40));
            awaitRoutes(4);
            var page = get("/routes?limit=2");
            assertThat(texts(page.get("routes"), "prefix")).containsExactly(prefix(10), prefix(20));
            var gone = one.update(20).mpReach().orElseThrow().nlri();
            one.send(Update.of(PathAttributes.of(new MpUnreachNlri(gone))));
            one.send(one.update(5, 25));
            awaitRoutes(5);
            until(() -> get("/routes?mac=02:00:00:00:00:14").get("routes").isEmpty());
            page = get("/routes?limit=2" + next(page));
            assertThat(texts(page.get("routes"), "prefix")).containsExactly(prefix(25), prefix(30));
            page = get("/routes?limit=2" + next(page));
            assertThat(texts(page.get("routes"), "prefix")).containsExactly(prefix(40));
            assertThat(page.has("next")).isFalse();
        }
    }

    private static String prefix(int host) {
        return "[2]:[0]:[48]:[02:00:00:00:00:%02x]".formatted(host);
    }

    @Test
    void tellsTheDistinguishersOfTheRoutesAPageAtATime() throws Exception {
        start();
        try (var _ = connect()) {
            var expected = new ArrayList<String>();
            long routes = 0;
            var page = get("/rds?limit=2");
            while (true) {
                for (var each : all(page.get("rds"))) {
                    var rd = each.get("rd").stringValue();
                    expected.add(rd);
                    long those = each.get("numPrefix").longValue();
                    routes += those;
                    assertThat(get("/routes/count?rd=" + rd).get("numPrefix").longValue())
                            .isEqualTo(those);
                }
                if (!page.has("next")) {
                    break;
                }
                assertThat(page.get("rds")).hasSize(2);
                page = get("/rds?limit=2" + next(page));
            }
            assertThat(texts(get("/rds").get("rds"), "rd")).isEqualTo(expected);
            assertThat(expected).contains("10.255.0.1:100").doesNotHaveDuplicates();
            // The route of a leaf has none of its own.
            assertThat(routes).isEqualTo(RoutesOfAllTypes.TYPES - 1);
        }
    }

    @Test
    void tellsPeersAPageAtATimeAndThoseThatAreAskedFor() throws Exception {
        start();
        try (var one = reloaded.connect(ONE).establish()) {
            one.send(one.update(1, 2));
            awaitRoutes(2);
            var page = get("/peers?limit=2");
            assertThat(texts(page.get("peers"), "address")).containsExactly(ONE, OTHER);
            assertThat(page.get("peers").get(0).get("pfxRcd").intValue()).isEqualTo(2);
            page = get("/peers?limit=2" + next(page));
            assertThat(texts(page.get("peers"), "address")).containsExactly(NOBODY);
            assertThat(page.has("next")).isFalse();
            assertThat(texts(get("/peers?state=established").get("peers"), "address"))
                    .containsExactly(ONE);
            assertThat(texts(get("/peers?state=failed").get("peers"), "address"))
                    .containsExactly(OTHER, NOBODY);
            assertThat(texts(get("/peers?remote-as=65001").get("peers"), "address"))
                    .containsExactly(NOBODY);
        }
    }

    @Test
    void takesNoCursorOfAnotherListAndNoneThatIsMadeUp() throws Exception {
        start();
        try (var one = reloaded.connect(ONE).establish();
                var client = new RawClient(address)) {
            one.send(one.update(1, 2));
            awaitRoutes(2);
            var cursor = get("/routes?limit=1").get("next").stringValue();
            assertThat(get("/routes?cursor=" + cursor).get("routes")).hasSize(1);
            for (var wrong :
                    List.of(
                            "/peers?cursor=" + cursor,
                            "/rds?cursor=" + cursor,
                            "/routes?cursor=" + cursor + "!",
                            "/routes?cursor=AQ",
                            "/routes?cursor=AQAA",
                            "/routes?cursor=" + "AQ".repeat(400))) {
                var reply = client.send(RawClient.get("/api/v1" + wrong)).receive();
                assertThat(reply.status()).as(wrong).isEqualTo(400);
                assertThat(JSON.readTree(reply.body()).get("parameter").stringValue())
                        .isEqualTo("cursor");
            }
        }
    }

    // Others at the same time.

    /// More than any system takes for who reads nothing.
    private static final int MANY = 10_000;

    @Test
    void waitsForWhoReadsSlowlyAndAnswersOthersAndKeepsSessionsMeanwhile() throws Exception {
        start();
        try (var one = reloaded.connect(ONE).establish();
                var slow = new RawClient(address, 4096)) {
            for (int i = 0; i < MANY; i += 500) {
                one.send(one.update(IntStream.range(i, i + 500).toArray()));
            }
            awaitRoutes(MANY);
            slow.send(RawClient.get("/api/v1/routes?limit=10000"));
            slow.send(RawClient.get("/api/v1/routes?limit=10000"));
            for (int i = 0; i < 10; i++) {
                assertThat(get("/routes?limit=10").get("routes")).hasSize(10);
            }
            one.send(one.update(MANY));
            awaitRoutes(MANY + 1);
            var page = JSON.readTree(slow.receive().body());
            assertThat(page.get("routes")).hasSize(MANY);
            assertThat(JSON.readTree(slow.receive().body()).get("numPrefix").intValue())
                    .isEqualTo(MANY);
        }
    }

    @Test
    void answersHeadAsGetWithoutTheRoutes() throws Exception {
        start();
        try (var _ = connect();
                var client = new RawClient(address)) {
            var head = RawClient.get("/api/v1/routes").replace("GET", "HEAD");
            var reply = client.send(head).receive(false);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.fields()).containsEntry("content-type", "application/json");
            var body = client.send(RawClient.get("/api/v1/routes")).receive().body();
            assertThat(reply.fields())
                    .containsEntry("content-length", String.valueOf(body.length()));
        }
    }

    @Test
    void refusesWhatItsSurfaceDoesNotHave() throws Exception {
        start();
        try (var client = new RawClient(address)) {
            var post = RawClient.get("/api/v1/routes").replace("GET", "POST");
            assertThat(client.send(post).receive())
                    .returns(405, RawClient.Reply::status)
                    .satisfies(
                            each -> assertThat(each.fields()).containsEntry("allow", "GET, HEAD"));
            for (var path : List.of("/api/v1", "/api/v1/routes/", "/api/v2/routes")) {
                assertThat(client.send(RawClient.get(path)).receive().status()).isEqualTo(404);
            }
            var long2000 = RawClient.get("/api/v1/routes?community=" + "1:1,".repeat(600) + "1:1");
            assertThat(client.send(long2000).receive().status()).isEqualTo(414);
        }
    }
}
