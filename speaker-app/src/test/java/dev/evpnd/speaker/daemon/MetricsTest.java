package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.Asking.get;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.loopback.ListenPort;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a daemon with sessions and routes says of itself to whoever measures.
@Timeout(60)
class MetricsTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String DYNAMIC = "127.0.5.1";
    private static final String NOBODY = "127.0.0.11";

    private static final List<Capability> REFRESHING =
            List.of(
                    new Multiprotocol(AddressFamily.L2VPN_EVPN),
                    new dev.evpnd.wire.capability.RouteRefresh(),
                    new EnhancedRouteRefresh());

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private final int port = ListenPort.choose();

    private Configuration configuration() {
        return reloaded.configuration(
                "http: {listen: 127.0.0.1:" + port + "}",
                "peer-groups: {dynamic: {}}",
                "listen-ranges: {127.0.5.0/24: {group: dynamic}}",
                neighbors(ONE + ": {}", OTHER + ": {}"));
    }

    private Exposition metrics() {
        var answer = read();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        return Exposition.parse(answer.body());
    }

    private HttpResponse<String> read() {
        try {
            return get(port, "/metrics");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(String peer, String... labels) {
        var before = labels.length == 0 ? "" : String.join(", ", labels) + ", ";
        return "{" + before + "peer=" + peer + "}";
    }

    private static Update withdrawal(Update announcement) {
        var routes = announcement.mpReach().orElseThrow().nlri();
        return Update.of(PathAttributes.of(new MpUnreachNlri(routes)));
    }

    /// Two peers with sessions, of whom one has announced and withdrawn.
    private Exposition metricsOfSessions(RawPeer one) throws Exception {
        one.send(one.update(1, 2, 3));
        one.send(withdrawal(one.update(3)));
        var own = new OriginatorId(BgpIdentifier.parse("127.0.0.1"));
        one.send(Update.of(one.update(4).pathAttributes().with(own)));
        until(() -> reloaded.status(ONE).received().updates() == 3);
        until(() -> reloaded.status(OTHER).sent().updates() > 0);
        until(() -> metrics().value("evpnd_destinations{family=l2vpn-evpn}") == 2);
        return metrics();
    }

    @Test
    void saysWhatIsReceivedOfAPeerAndWhatIsLeftOfIt() throws Exception {
        reloaded.start(configuration());
        try (var one = reloaded.connect(ONE).establish();
                var _ = reloaded.connect(OTHER).establish()) {
            var metrics = metricsOfSessions(one);
            var evpn = "{family=l2vpn-evpn, peer=" + ONE + "}";
            assertThat(metrics.value("evpnd_peer_up" + of(ONE))).isEqualTo(1);
            assertThat(metrics.value("evpnd_peer_sessions_total" + of(ONE))).isEqualTo(1);
            assertThat(metrics.value("evpnd_peer_routes_announced_total" + evpn)).isEqualTo(3);
            assertThat(metrics.value("evpnd_peer_routes_withdrawn_total" + evpn)).isEqualTo(1);
            assertThat(metrics.value("evpnd_peer_routes_held" + evpn)).isEqualTo(2);
            assertThat(metrics.value("evpnd_peer_routes_accepted" + evpn)).isEqualTo(2);
            assertThat(metrics.value("evpnd_peer_routes_stale" + evpn)).isZero();
            assertThat(
                            metrics.value(
                                    "evpnd_peer_routes_dropped_total{family=l2vpn-evpn, peer="
                                            + ONE
                                            + ", reason=own-originator-id}"))
                    .isEqualTo(1);
            assertThat(metrics.value("evpnd_routes_dropped_total{reason=own-originator-id}"))
                    .isEqualTo(1);
            assertThat(metrics.value("evpnd_routes_dropped_total{reason=as-loop}")).isZero();
            assertThat(metrics.value("evpnd_routes_unsendable_total")).isZero();
            assertThat(metrics.value("evpnd_destinations{family=rt-constraint}")).isZero();
            assertThat(metrics.value("evpnd_attribute_sets")).isBetween(1.0, 3.0);
        }
    }

    @Test
    void countsMessagesAndTheirOctetsInBothDirections() throws Exception {
        reloaded.start(configuration());
        try (var one = reloaded.connect(ONE).establish();
                var _ = reloaded.connect(OTHER).establish()) {
            var metrics = metricsOfSessions(one);
            int octets =
                    RawPeer.octets(one.open(RawPeer.HOLD, RawPeer.CAPABILITIES)).length
                            + RawPeer.octets(Keepalive.INSTANCE).length
                            + RawPeer.octets(one.update(1, 2, 3)).length
                            + RawPeer.octets(withdrawal(one.update(3))).length
                            + RawPeer.octets(one.update(4)).length
                            // The ORIGINATOR_ID.
                            + 7;
            var received = of(ONE, "direction=received");
            assertThat(metrics.value("evpnd_peer_messages_total" + received)).isEqualTo(5);
            assertThat(metrics.value("evpnd_peer_updates_total" + received)).isEqualTo(3);
            assertThat(metrics.value("evpnd_peer_bytes_total" + received)).isEqualTo(octets);
            var sent = of(OTHER, "direction=sent");
            var status = reloaded.status(OTHER).sent();
            assertThat(metrics.value("evpnd_peer_messages_total" + sent))
                    .isBetween(4.0, (double) status.messages());
            assertThat(metrics.value("evpnd_peer_updates_total" + sent))
                    .isBetween(1.0, (double) status.updates());
            assertThat(metrics.value("evpnd_peer_bytes_total" + sent))
                    .isBetween(100.0, (double) status.octets());
        }
    }

    private static double ofType(Exposition metrics, String peer, String direction, String type) {
        return metrics.value(
                "evpnd_peer_messages_by_type_total{direction=%s, peer=%s, type=%s}"
                        .formatted(direction, peer, type));
    }

    @Test
    void countsRoutesByTheirTypesAndThoseThatBeginHere() throws Exception {
        var daemon = reloaded.start(configuration());
        try (var one = reloaded.connect(ONE).establish()) {
            one.send(RoutesOfAllTypes.announcement(IpAddress.parse(ONE)));
            one.send(one.update(1, 2));
            daemon.speaker().routing().change(rib -> rib.originate(one.update(3)));
            until(() -> metrics().value("evpnd_paths{type=2}") == 4);
            var metrics = metrics();
            for (int type = 1; type <= RoutesOfAllTypes.TYPES; type++) {
                assertThat(metrics.value("evpnd_paths{type=" + type + "}"))
                        .isEqualTo(type == 2 ? 4 : 1);
                assertThat(metrics.value("evpnd_peer_routes_held_by_type" + type(type)))
                        .isEqualTo(type == 2 ? 3 : 1);
            }
            assertThat(metrics.value("evpnd_paths{type=other}")).isZero();
            one.send(withdrawal(one.update(1, 2)));
            until(() -> metrics().value("evpnd_paths{type=2}") == 2);
            assertThat(metrics().value("evpnd_peer_up" + of(ONE))).isEqualTo(1);
            one.send(withdrawal(RoutesOfAllTypes.announcement(IpAddress.parse(ONE))));
            until(() -> metrics().value("evpnd_paths{type=2}") == 1);
            var after = metrics();
            assertThat(after.value("evpnd_peer_up" + of(ONE))).isEqualTo(1);
            assertThat(after.value("evpnd_paths{type=5}")).isZero();
            assertThat(after.series())
                    .noneMatch(each -> each.startsWith("evpnd_peer_routes_held_by_type"));
        }
    }

    private static String type(int type) {
        return "{peer=" + ONE + ", type=" + type + "}";
    }

    @Test
    void countsMessagesOfEachType() throws Exception {
        reloaded.start(configuration());
        try (var one = reloaded.connect(ONE).establish(RawPeer.HOLD, REFRESHING)) {
            one.send(one.update(1));
            one.send(Keepalive.INSTANCE);
            // Before the End-of-RIB marker, all that it asks for comes anyway.
            until(() -> ofType(metrics(), ONE, "sent", "update") == 1);
            one.send(new RouteRefresh(AddressFamily.L2VPN_EVPN, RouteRefresh.REQUEST));
            // The answer begins with one and ends with one.
            until(() -> ofType(metrics(), ONE, "sent", "route-refresh") == 2);
            var metrics = metrics();
            assertThat(ofType(metrics, ONE, "received", "open")).isEqualTo(1);
            assertThat(ofType(metrics, ONE, "received", "update")).isEqualTo(1);
            assertThat(ofType(metrics, ONE, "received", "keepalive")).isEqualTo(2);
            assertThat(ofType(metrics, ONE, "received", "route-refresh")).isEqualTo(1);
            assertThat(ofType(metrics, ONE, "received", "notification")).isZero();
            assertThat(ofType(metrics, ONE, "sent", "open")).isEqualTo(1);
            one.send(Notification.shutdown(NotificationCode.ADMINISTRATIVE_SHUTDOWN, ""));
            until(() -> ofType(metrics(), ONE, "received", "notification") == 1);
            assertThat(ofType(metrics(), ONE, "sent", "update")).isEqualTo(1);
        }
    }

    @Test
    void saysWhoIsThereAndForgetsWhoHasGone() throws Exception {
        reloaded.start(configuration());
        try (var _ = reloaded.connect(ONE).establish();
                var dynamic = reloaded.connect(DYNAMIC).establish();
                var nobody = reloaded.connect(NOBODY)) {
            assertThat(nobody.receive()).isNull();
            until(() -> metrics().value("evpnd_sessions{state=Established}") == 2);
            var metrics = metrics();
            assertThat(metrics.value("evpnd_sessions{state=Active}")).isEqualTo(1);
            assertThat(metrics.value("evpnd_sessions{state=OpenSent}")).isZero();
            assertThat(metrics.value("evpnd_dynamic_peers")).isEqualTo(1);
            assertThat(metrics.value("evpnd_paused_peers")).isZero();
            assertThat(metrics.value("evpnd_connections_refused_total")).isEqualTo(1);
            assertThat(metrics.value("evpnd_peer_up" + of(OTHER))).isZero();
            assertThat(metrics.value("evpnd_peer_up" + of(DYNAMIC))).isEqualTo(1);
            dynamic.socket.close();
            until(() -> metrics().series().stream().noneMatch(each -> each.contains(DYNAMIC)));
            assertThat(metrics().value("evpnd_dynamic_peers")).isZero();
        }
    }

    /// Routes that each take a message.
    private static void announceApart(Rib rib, RawPeer like, int from) {
        for (int i = from; i < from + 5_000; i++) {
            var own = new Communities(IntSequence.of(IntStream.range(i, i + 60).toArray()));
            rib.originate(Update.of(like.update(i).pathAttributes().with(own)));
        }
    }

    @Test
    void saysWhatWaitsForWhoReadsNothing() throws Exception {
        var daemon = reloaded.start(configuration());
        try (var one = reloaded.connectNarrow(ONE).establish()) {
            until(() -> reloaded.status(ONE).peer() != null);
            var evpn = "{family=l2vpn-evpn}";
            var waiting = "evpnd_peer_output_waiting_bytes" + of(ONE);
            var announced = new AtomicInteger();
            var read = new AtomicReference<>(metrics());
            // How much the system takes before anything waits here is the system's own affair.
            until(
                    () -> {
                        int from = announced.getAndAdd(5_000);
                        daemon.speaker().routing().change(rib -> announceApart(rib, one, from));
                        read.set(metrics());
                        return read.get().value("evpnd_update_log_messages" + evpn) > 1000
                                && read.get().value(waiting) > 64 << 10;
                    });
            var metrics = read.get();
            assertThat(metrics.value("evpnd_update_groups" + evpn)).isEqualTo(1);
            assertThat(metrics.value("evpnd_update_log_bytes" + evpn))
                    .isGreaterThan(100 * metrics.value("evpnd_update_log_messages" + evpn));
            assertThat(metrics.value("evpnd_output_waiting_bytes"))
                    .isEqualTo(metrics.value(waiting));
            assertThat(metrics.value("evpnd_input_waiting_bytes")).isZero();
            assertThat(metrics.value("evpnd_peer_input_waiting_bytes" + of(ONE))).isZero();
            assertThat(metrics.value("evpnd_peer_paused" + of(ONE))).isZero();
        }
    }

    @Test
    void areReadByFewAtATime() throws Exception {
        var daemon = reloaded.start(configuration());
        var released = new CountDownLatch(1);
        daemon.speaker().routing().change(_ -> HttpTest.awaitQuietly(released));
        var all = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 5; i++) {
            all.add(CompletableFuture.supplyAsync(this::read, Thread::startVirtualThread));
        }
        // The others wait for the thread of the routes.
        CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new)).join();
        released.countDown();
        var refused =
                all.stream().map(CompletableFuture::join).filter(each -> each.statusCode() != 200);
        assertThat(refused)
                .singleElement()
                .returns(503, HttpResponse::statusCode)
                .satisfies(each -> assertThat(each.body()).contains("4 others are reading"));
        assertThat(metrics().names()).isNotEmpty();
    }

    @Test
    void saysWhatItIsAndWhatItsTurnsAndItsJvmTake() throws Exception {
        long before = System.currentTimeMillis();
        reloaded.start(configuration());
        var metrics = metrics();
        long now = System.currentTimeMillis();
        assertThat(metrics.value("evpnd_build_info{version=unpackaged}")).isEqualTo(1);
        assertThat(metrics.value("evpnd_start_time_seconds"))
                .isBetween(before / 1000.0, now / 1000.0);
        assertThat(metrics.value("evpnd_uptime_seconds"))
                .isBetween(0.0, (now - before + 1) / 1000.0);
        assertThat(metrics.value("evpnd_routing_turns_total")).isPositive();
        assertThat(metrics.value("evpnd_routing_seconds_total{work=taking}")).isPositive();
        assertThat(metrics.value("evpnd_routing_seconds_total{work=settling}")).isPositive();
        assertThat(metrics.value("evpnd_routing_seconds_total{work=sending}")).isPositive();
        double used = metrics.value("evpnd_jvm_heap_used_bytes");
        double committed = metrics.value("evpnd_jvm_heap_committed_bytes");
        assertThat(used).isBetween(1e6, committed);
        assertThat(metrics.value("evpnd_jvm_heap_max_bytes")).isGreaterThanOrEqualTo(committed);
        assertThat(metrics.value("evpnd_jvm_threads")).isBetween(5.0, 1000.0);
        assertThat(metrics.series().stream().filter(each -> each.startsWith("evpnd_jvm_gc_")))
                .isNotEmpty()
                .allMatch(each -> metrics.value(each) >= 0);
    }

    @Test
    void hasEveryMetricOfTheManualAndNoOther() throws Exception {
        reloaded.start(configuration());
        try (var one = reloaded.connect(ONE).establish();
                var _ = reloaded.connect(OTHER).establish()) {
            var rows = Pattern.compile("^\\| `(evpnd_[a-z_]+)` ", Pattern.MULTILINE);
            var manual =
                    rows.matcher(Files.readString(Path.of("../docs/http.md")))
                            .results()
                            .map(row -> row.group(1))
                            .collect(Collectors.toSet());
            assertThat(metricsOfSessions(one).names()).hasSizeGreaterThan(30).isEqualTo(manual);
        }
    }
}
