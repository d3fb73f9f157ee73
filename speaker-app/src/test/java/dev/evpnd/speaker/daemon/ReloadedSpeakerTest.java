package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.speaker.Eventually;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What a reload changes of the speaker itself, while its sessions last.
@Timeout(60)
class ReloadedSpeakerTest {
    private static final String ONE = "127.0.0.9";
    private static final String OTHER = "127.0.0.10";
    private static final String BOTH = "neighbors: {%s: {}, %s: {}}".formatted(ONE, OTHER);

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    private RawPeer connect(String from) throws IOException {
        return reloaded.connect(from).establish();
    }

    private Configuration with(String line) {
        return reloaded.configuration(line, BOTH);
    }

    /// The first UPDATE of this kind that comes.
    private static Update next(RawPeer peer, Predicate<Update> kind) throws IOException {
        while (true) {
            switch (peer.receive()) {
                case Update update when kind.test(update) -> {
                    return update;
                }
                case null -> throw new AssertionError("closed");
                default -> {}
            }
        }
    }

    private static BgpIdentifier cluster(RawPeer peer) throws IOException {
        return next(peer, update -> update.mpReach().isPresent())
                .pathAttributes()
                .find(ClusterList.class)
                .orElseThrow()
                .asList()
                .getFirst();
    }

    private void assertThatSessionsLasted() {
        assertThat(reloaded.status(ONE).changes()).isEqualTo(1);
        assertThat(reloaded.status(OTHER).changes()).isEqualTo(1);
    }

    @Test
    void clientsAreToldOfEachOtherAsLongAsTheyAreToBe() throws Exception {
        var daemon = reloaded.start(with(""));
        try (var one = connect(ONE);
                var other = connect(OTHER)) {
            one.send(one.update(1));
            next(other, update -> update.mpReach().isPresent());
            assertThat(daemon.reload(with("client-to-client-reflection: false"))).isEmpty();
            next(other, update -> update.mpUnreach().isPresent() && !update.isEndOfRib());
            assertThat(daemon.reload(with(""))).isEmpty();
            next(other, update -> update.mpReach().isPresent());
            assertThatSessionsLasted();
        }
    }

    @Test
    void whatIsReflectedBearsTheClusterAsItIsNow() throws Exception {
        var daemon = reloaded.start(with(""));
        try (var one = connect(ONE);
                var other = connect(OTHER)) {
            one.send(one.update(1));
            assertThat(cluster(other)).isEqualTo(BgpIdentifier.parse("127.0.0.1"));
            assertThat(daemon.reload(with("cluster-id: 7.7.7.7"))).isEmpty();
            assertThat(cluster(other)).isEqualTo(BgpIdentifier.parse("7.7.7.7"));
            var ofPeer = "neighbors: {%s: {}, %s: {cluster-id: 8.8.8.8}}".formatted(ONE, OTHER);
            assertThat(daemon.reload(reloaded.configuration("cluster-id: 7.7.7.7", ofPeer)))
                    .isEmpty();
            assertThat(cluster(other)).isEqualTo(BgpIdentifier.parse("8.8.8.8"));
            assertThatSessionsLasted();
        }
    }

    @Test
    void pathsWithoutAWayAreTakenBackWhenOneIsRequired() throws Exception {
        var daemon = reloaded.start(with(""));
        try (var one = connect(ONE);
                var other = connect(OTHER)) {
            one.send(one.update(1));
            next(other, update -> update.mpReach().isPresent());
            assertThat(daemon.reload(with("resolve-next-hops: true"))).isEmpty();
            next(other, update -> update.mpUnreach().isPresent() && !update.isEndOfRib());
            assertThatSessionsLasted();
        }
    }

    @Test
    void anAddressThatItHasListenedOnIsAnothersNextHopWhenItListensElsewhere() throws Exception {
        var daemon = reloaded.start(ReloadedDaemon.on(ONE + ":" + reloaded.port(), BOTH));
        try (var one = RawPeer.connect(ONE, ONE, reloaded.port()).establish()) {
            one.send(one.update(1));
            until(() -> reloaded.status(ONE).received().updates() == 1);
            until(() -> reloaded.status(ONE).inputWaiting() == 0);
            assertThat(daemon.reload(with(""))).isEmpty();
            assertThat(daemon.speaker().routing().ask(rib -> rib.view().size()).join()).isZero();
            one.send(one.update(1));
            until(() -> daemon.speaker().routing().ask(rib -> rib.view().size()).join() == 1);
        }
    }

    @Test
    void instancesMayExchangeTheirRouteDistinguishers() throws Exception {
        var daemon = reloaded.start(with("mac-vrfs: {100: {rd: 65000:1}, 200: {rd: 65000:2}}"));
        assertThat(daemon.reload(with("mac-vrfs: {100: {rd: 65000:2}, 200: {rd: 65000:1}}")))
                .isEmpty();
        var distinguishers =
                daemon.speaker()
                        .routing()
                        .ask(
                                rib ->
                                        rib.instances().macVrfs().stream()
                                                .map(each -> each.routeDistinguisher().toString())
                                                .toList())
                        .get(20, TimeUnit.SECONDS);
        assertThat(distinguishers).containsExactly("65000:2", "65000:1");
    }

    /// Announces routes that each take a message until something holds. How much the system takes
    /// before anything waits here is its own affair.
    private void announceUntil(Daemon daemon, RawPeer like, Eventually.Condition<Exception> holds)
            throws Exception {
        until(
                () -> {
                    int from = announced.getAndAdd(5_000);
                    var done =
                            daemon.speaker().routing().ask(rib -> announceApart(rib, like, from));
                    return done.join() && holds.holds();
                });
    }

    private final AtomicInteger announced = new AtomicInteger();

    private static boolean announceApart(Rib rib, RawPeer like, int from) {
        for (int i = from; i < from + 5_000; i++) {
            var own = new Communities(IntSequence.of(IntStream.range(i, i + 60).toArray()));
            rib.originate(Update.of(like.update(i).pathAttributes().with(own)));
        }
        return true;
    }

    @Test
    void asMuchMayWaitForAPeerAsItSaysNow() throws Exception {
        var daemon = reloaded.start(with("limits: {output-per-peer: 128KiB}"));
        try (var one = reloaded.connectNarrow(ONE).establish()) {
            until(() -> reloaded.status(ONE).peer() != null);
            announceUntil(daemon, one, () -> reloaded.status(ONE).outputWaiting() > 64 << 10);
            assertThat(reloaded.status(ONE).outputWaiting()).isLessThan(256 << 10);
            assertThat(daemon.reload(with("limits: {output-per-peer: 1MiB}"))).isEmpty();
            announceUntil(daemon, one, () -> reloaded.status(ONE).outputWaiting() > 512 << 10);
            assertThat(reloaded.status(ONE).changes()).isEqualTo(1);
        }
    }

    /// What is read at once comes on top of a bound, and what it is in.
    private static final long LAST_READ = 2 << 16;

    private static final int UPDATES_OF_A_FLOOD = 30_000;
    private int floods;

    /// Has the routing thread do nothing until this is counted down.
    private static CountDownLatch block(Daemon daemon) throws InterruptedException {
        var blocked = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        daemon.speaker()
                .routing()
                .change(
                        _ -> {
                            blocked.countDown();
                            try {
                                released.await(30, TimeUnit.SECONDS);
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
        blocked.await();
        return released;
    }

    /// Has a peer send more than may wait.
    private CompletableFuture<Void> flood(RawPeer peer, String address) throws Exception {
        var octets = new OctetWriter();
        for (int i = 0; i < UPDATES_OF_A_FLOOD; i++) {
            byte[] update = RawPeer.octets(peer.update(i));
            octets.bytes(update, 0, update.length);
        }
        var sending =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                peer.send(octets.toByteArray());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        until(() -> reloaded.status(address).paused());
        return sending;
    }

    /// How much waits of the last of the peers when none of them is read any more.
    private long waitingOf(Daemon daemon, Map<String, RawPeer> peers, String last)
            throws Exception {
        until(() -> peers.keySet().stream().allMatch(each -> !reloaded.status(each).paused()));
        var released = block(daemon);
        var all = new ArrayList<CompletableFuture<Void>>();
        for (var each : peers.entrySet()) {
            all.add(flood(each.getValue(), each.getKey()));
        }
        long waiting = reloaded.status(last).inputWaiting();
        released.countDown();
        all.forEach(CompletableFuture::join);
        floods++;
        until(() -> peers.keySet().stream().allMatch(this::isAllApplied));
        return waiting;
    }

    /// What the system has not given yet is not seen to wait.
    private boolean isAllApplied(String peer) {
        var status = reloaded.status(peer);
        return status.received().updates() == (long) floods * UPDATES_OF_A_FLOOD
                && status.inputWaiting() == 0;
    }

    @Test
    void asMuchOfAPeerMayWaitAsItSaysNow() throws Exception {
        var daemon = reloaded.start(with("limits: {input-per-peer: 128KiB}"));
        try (var one = connect(ONE)) {
            var peers = Map.of(ONE, one);
            long little = 128 << 10;
            long much = 1 << 20;
            assertThat(waitingOf(daemon, peers, ONE)).isBetween(little, little + LAST_READ);
            assertThat(daemon.reload(with("limits: {input-per-peer: 1MiB}"))).isEmpty();
            assertThat(waitingOf(daemon, peers, ONE)).isBetween(much, much + LAST_READ);
            assertThat(daemon.reload(with("limits: {input-per-peer: 128KiB}"))).isEmpty();
            assertThat(waitingOf(daemon, peers, ONE)).isBetween(little, little + LAST_READ);
        }
    }

    @Test
    void asMuchOfAllPeersMayWaitAsItSaysNow() throws Exception {
        var limits = "limits: {input-per-peer: 512KiB, input-in-all: %s}";
        var daemon = reloaded.start(with(limits.formatted("512KiB")));
        try (var one = connect(ONE);
                var other = connect(OTHER)) {
            // The first has all there is, the second what everybody may have.
            var peers = new TreeMap<>(Map.of(ONE, one, OTHER, other)).descendingMap();
            long own = 512 << 10;
            long least = RoutingLimits.LEAST_INPUT_OCTETS;
            assertThat(waitingOf(daemon, peers, OTHER)).isBetween(least, least + LAST_READ);
            assertThat(daemon.reload(with(limits.formatted("64MiB")))).isEmpty();
            assertThat(waitingOf(daemon, peers, OTHER)).isBetween(own, own + LAST_READ);
            assertThat(daemon.reload(with(limits.formatted("512KiB")))).isEmpty();
            assertThat(waitingOf(daemon, peers, OTHER)).isBetween(least, least + LAST_READ);
        }
    }
}
