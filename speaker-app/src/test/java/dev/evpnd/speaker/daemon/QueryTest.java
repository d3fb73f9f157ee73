package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

/// What a daemon with real sessions says of itself to a program that asks.
@Timeout(120)
class QueryTest {
    private static final int HOSTS = 20_000;

    @TempDir private Path directory;

    @Test
    void saysOfASessionWhatItsEndsAgreedOn() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2")) {
            connect(one, daemon);
            one.announce(0, 3);
            until(() -> daemon.routes() == 3);

            var peer = daemon.peer("127.0.0.2").orElseThrow();
            assertThat(peer.get("peerGroup").stringValue()).isEqualTo("clients");
            assertThat(peer.get("dynamic").booleanValue()).isTrue();
            assertThat(peer.get("remoteAs").longValue()).isEqualTo(65000);
            assertThat(peer.get("routerId").stringValue()).isEqualTo("127.0.0.2");
            assertThat(peer.get("kind").stringValue()).isEqualTo("client");
            assertThat(peer.get("localAddress").stringValue()).isEqualTo("127.0.0.1");
            var negotiated = peer.get("negotiated");
            assertThat(texts(negotiated.get("families"))).containsExactly("L2VPN EVPN");
            assertThat(negotiated.get("holdTime").intValue()).isEqualTo(9);
            assertThat(negotiated.get("keepaliveTime").intValue()).isEqualTo(3);
            assertThat(negotiated.get("fourOctetAs").booleanValue()).isTrue();
            assertThat(negotiated.get("extendedMessages").get("send").booleanValue()).isTrue();
            assertThat(negotiated.get("routeRefresh").booleanValue()).isTrue();
            assertThat(negotiated.get("enhancedRouteRefresh").booleanValue()).isTrue();
            assertThat(negotiated.has("gracefulRestart")).isFalse();
            var received = peer.get("received").get(0);
            assertThat(received.get("family").stringValue()).isEqualTo("L2VPN EVPN");
            assertThat(received.get("held").intValue()).isEqualTo(3);
            assertThat(received.get("accepted").intValue()).isEqualTo(3);
            assertThat(peer.get("messages").get("received").get("updates").intValue())
                    .isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void saysOfARouteAllThatItsPathsHave() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2")) {
            connect(one, daemon);
            originate(
                    one,
                    PathAttributes.of(
                            Origin.IGP,
                            AsPath.ofSequence(65001),
                            new MultiExitDisc(7),
                            new LocalPref(200),
                            new OriginatorId(BgpIdentifier.parse("10.0.0.9")),
                            ClusterList.of(BgpIdentifier.parse("10.0.0.8")),
                            ExtendedCommunities.of(
                                    RouteTarget.of(new Asn(65000), 100),
                                    Encapsulation.VXLAN,
                                    MacMobility.of(5)),
                            new UnrecognizedAttribute(
                                    AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE,
                                    99,
                                    Octets.ofHex("cafe")),
                            new MpReachNlri(MpNextHop.of(one.address), field(one.route(1)))));
            until(() -> daemon.routes() == 1);

            var route = daemon.ask("routes").get("routes").get(0);
            assertThat(route.get("key").stringValue()).isEqualTo(one.route(1).key().toHex());
            assertThat(route.get("routeType").intValue()).isEqualTo(2);
            assertThat(route.get("routeDistinguisher").stringValue()).isEqualTo("127.0.0.2:100");
            assertThat(route.get("prefix").stringValue())
                    .isEqualTo("[2]:[0]:[48]:[02:00:00:00:00:01]");
            var path = route.get("paths").get(0);
            assertThat(path.get("bestpath").booleanValue()).isTrue();
            assertThat(path.get("pathFrom").stringValue()).isEqualTo("internal");
            assertThat(path.get("peerId").stringValue()).isEqualTo("127.0.0.2");
            assertThat(path.get("nextHop").stringValue()).isEqualTo("127.0.0.2");
            assertThat(path.get("nlri").get("mplsLabel1").intValue()).isEqualTo(100);
            assertThat(path.get("origin").stringValue()).isEqualTo("IGP");
            assertThat(path.get("path").stringValue()).isEqualTo("65001");
            assertThat(path.get("metric").intValue()).isEqualTo(7);
            assertThat(path.get("locPrf").intValue()).isEqualTo(200);
            assertThat(path.get("originatorId").stringValue()).isEqualTo("10.0.0.9");
            assertThat(texts(path.get("clusterList"))).containsExactly("10.0.0.8");
            assertThat(texts(path.get("routeTargets"))).containsExactly("65000:100");
            assertThat(texts(path.get("extendedCommunities")))
                    .containsExactlyInAnyOrder("RT:65000:100", "ET:8", "MM:5");
            assertThat(path.get("encapsulations").get(0).intValue()).isEqualTo(8);
            assertThat(path.get("mobility").get("sequenceNumber").intValue()).isEqualTo(5);
            assertThat(path.has("received")).isFalse();
            assertThat(octetsOf(path, 99)).isEqualTo("cafe");
        }
    }

    private static String octetsOf(JsonNode path, int code) {
        return all(path.get("pathAttributes")).stream()
                .filter(each -> each.get("typeCode").intValue() == code)
                .findFirst()
                .orElseThrow()
                .get("value")
                .get("octets")
                .stringValue();
    }

    @Test
    void listsTheRoutesThatAreAskedForAndNoOthers() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2");
                var two = new TestSpeaker("127.0.0.3")) {
            connect(one, daemon);
            connect(two, daemon);
            one.announce(0, 5);
            two.announce(5, 12);
            until(() -> daemon.routes() == 12);

            assertThat(count(daemon, "routes")).isEqualTo(12);
            assertThat(count(daemon, "routes l2vpn-evpn type 2")).isEqualTo(12);
            assertThat(count(daemon, "routes type 5")).isZero();
            assertThat(count(daemon, "routes rd 127.0.0.2:100")).isEqualTo(5);
            assertThat(count(daemon, "routes peer 127.0.0.3")).isEqualTo(7);
            assertThat(count(daemon, "routes type 2 rd 127.0.0.2:100 peer 127.0.0.3")).isZero();
            assertThat(count(daemon, "routes rt-constraint")).isZero();
        }
    }

    @Test
    void listsMembershipsInRouteTargetsToo() throws Exception {
        try (var daemon = new AskedDaemon(directory)) {
            var target = RouteTarget.of(new Asn(65000), 100);
            var membership = RouteTargetMembership.of(new Asn(65000), target.bits());
            var attributes =
                    PathAttributes.of(
                            Origin.IGP,
                            AsPath.EMPTY,
                            new LocalPref(100),
                            new MpReachNlri(
                                    MpNextHop.of(IpAddress.parse("127.0.0.1")),
                                    new RouteTargetNlri(List.of(Nlri.of(membership)))));
            daemon.daemon.speaker().routing().change(rib -> rib.originate(Update.of(attributes)));

            var routes = daemon.ask("routes rt-constraint").get("routes");
            assertThat(routes.size()).isEqualTo(1);
            var path = routes.get(0).get("paths").get(0);
            assertThat(path.get("pathFrom").stringValue()).isEqualTo("local");
            assertThat(path.has("peerId")).isFalse();
            assertThat(path.get("nlri").get("routeTargetText").stringValue())
                    .isEqualTo("RT:65000:100");
            assertThat(path.get("nlri").get("originAs").intValue()).isEqualTo(65000);
        }
    }

    @Test
    void saysWhoIsToldOfARouteAndWhoIsNot() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2");
                var two = new TestSpeaker("127.0.0.3")) {
            connect(one, daemon);
            connect(two, daemon);
            one.announce(0, 1);
            until(() -> two.routes() == 1);

            var explained = daemon.ask("explain " + one.route(0).key().toHex());
            assertThat(all(explained.get("tellings")))
                    .extracting(
                            each -> each.get("peerId").stringValue(),
                            each -> each.get("told").booleanValue())
                    .containsExactlyInAnyOrder(tuple("127.0.0.2", false), tuple("127.0.0.3", true));
        }
    }

    @Test
    void resetsASessionAndSaysSoWhenItIsBack() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2")) {
            connect(one, daemon);

            assertThat(daemon.ask("reset 127.0.0.2 back at five").get("reset").stringValue())
                    .isEqualTo("127.0.0.2");
            until(() -> endOf(one).contains("back at five"));
            until(() -> daemon.isEstablished("127.0.0.2"));
        }
    }

    private static String endOf(TestSpeaker speaker) {
        return speaker.status("127.0.0.1").peering().lastEnd().toString();
    }

    @Test
    void saysOfAPeerWithoutASessionWhatIsWrong() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var absent = new TestSpeaker("127.0.0.2")) {
            configure(daemon, absent, false);
            until(() -> daemon.peer("127.0.0.2").map(each -> each.has("lastConnectError")).get());

            var peer = daemon.peer("127.0.0.2").orElseThrow();
            assertThat(peer.get("state").stringValue()).isNotEqualTo("Established");
            assertThat(peer.get("lastConnectError").stringValue()).contains("refused");
            assertThat(peer.get("lastEnd").get("reason").stringValue()).isEqualTo("not connected");
            assertThat(peer.get("remoteAs").longValue()).isEqualTo(65000);
            assertThat(peer.has("negotiated")).isFalse();
        }
    }

    @Test
    void saysWhyTheLastSessionEnded() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2")) {
            configure(daemon, one, true);
            connect(one, daemon);

            one.neighbors().reset(IpAddress.parse("127.0.0.1"), "new cable").join();
            until(() -> daemon.peer("127.0.0.2").map(each -> each.has("lastEnd")).get());
            var end = daemon.peer("127.0.0.2").orElseThrow().get("lastEnd");
            var notification = end.get("notificationReceived");
            assertThat(notification.get("errorCode").intValue()).isEqualTo(6);
            assertThat(notification.get("errorSubcode").intValue()).isEqualTo(4);
            assertThat(notification.get("shutdownCommunication").stringValue())
                    .isEqualTo("new cable");
            assertThat(end.get("reason").stringValue()).contains("new cable");
        }
    }

    /// Has the daemon know a peer by its address, where nobody listens.
    private static void configure(AskedDaemon daemon, TestSpeaker peer, boolean passive) {
        Neighbor neighbor;
        try (var reflector = new TestSpeaker("127.0.0.1")) {
            var transport = reflector.transport(daemon.port, Optional.empty());
            neighbor = new Neighbor(peer.address, reflector.settings(true, passive, transport));
        }
        daemon.daemon
                .speaker()
                .neighbors()
                .apply(
                        new Neighbors.Change(
                                List.of(), List.of(neighbor), daemon.configuration.ranges()))
                .join();
    }

    @Test
    void asksAPeerToTellItsRoutesAgain() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2")) {
            connect(one, daemon);
            one.announce(0, 4);
            until(() -> daemon.routes() == 4);

            daemon.ask("refresh 127.0.0.2");
            until(() -> announced(daemon) == 8);
        }
    }

    private static int announced(AskedDaemon daemon) {
        var peer = daemon.peer("127.0.0.2").orElseThrow();
        return peer.get("received").get(0).get("announced").intValue();
    }

    @Test
    void saysWhatItCannotDo() throws Exception {
        try (var daemon = new AskedDaemon(directory)) {
            assertThat(error(daemon, "reset 10.0.0.1")).isEqualTo("there is no peer 10.0.0.1");
            assertThat(error(daemon, "peers 10.0.0.1")).isEqualTo("there is no peer 10.0.0.1");
            assertThat(error(daemon, "refresh 10.0.0.1")).contains("cannot be asked");
            assertThat(error(daemon, "explain 02")).contains("nobody has announced");
            assertThat(error(daemon, "reload")).contains("nothing to read it from");
            assertThat(error(daemon, "fly")).startsWith("expected peers, routes");
            assertThat(error(daemon, "")).endsWith("found the end");
        }
    }

    @Test
    void servesPeersWhileSomebodyListsManyRoutes() throws Exception {
        try (var daemon = new AskedDaemon(directory);
                var one = new TestSpeaker("127.0.0.2");
                var two = new TestSpeaker("127.0.0.3")) {
            connect(one, daemon);
            connect(two, daemon);
            one.announce(0, HOSTS);
            until(() -> two.routes() == HOSTS);

            var listing = new AtomicBoolean(true);
            var listed = CompletableFuture.supplyAsync(() -> listWhile(daemon, listing));
            for (int i = 0; i < 20; i++) {
                int hosts = HOSTS + i + 1;
                one.announce(hosts - 1, hosts);
                until(() -> two.routes() == hosts);
            }
            assertThat(listed).as("somebody lists all the while").isNotDone();
            listing.set(false);

            assertThat(listed.join()).isGreaterThanOrEqualTo(HOSTS);
        }
    }

    /// How many routes the last of the listings had.
    private static int listWhile(AskedDaemon daemon, AtomicBoolean wanted) {
        int count = count(daemon, "routes");
        while (wanted.get()) {
            count = count(daemon, "routes");
        }
        return count;
    }

    @Test
    void isNotThereAnyMoreWhenItHasEnded() throws Exception {
        try (var daemon = new AskedDaemon(directory)) {
            assertThat(daemon.socket).exists();
        }
        assertThat(directory.resolve("evpnd.sock")).doesNotExist();
    }

    private static void connect(TestSpeaker speaker, AskedDaemon daemon) throws Exception {
        speaker.connect("127.0.0.1", daemon.port, Optional.empty());
        until(() -> daemon.isEstablished(speaker.address.toString()));
    }

    private static void originate(TestSpeaker speaker, PathAttributes attributes) {
        speaker.speaker.routing().change(rib -> rib.originate(Update.of(attributes)));
    }

    private static EvpnNlri field(EvpnRoute route) {
        return new EvpnNlri(List.of(Nlri.of(route)));
    }

    private static int count(AskedDaemon daemon, String request) {
        var answer = daemon.ask(request);
        assertThat(answer.get("routes").size()).isEqualTo(answer.get("numRoutes").intValue());
        return answer.get("numRoutes").intValue();
    }

    private static String error(AskedDaemon daemon, String request) {
        return daemon.ask(request).get("error").stringValue();
    }

    private static List<String> texts(JsonNode array) {
        return all(array).stream().map(JsonNode::stringValue).toList();
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
