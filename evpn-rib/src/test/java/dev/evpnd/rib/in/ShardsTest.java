package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.EVPN;
import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What concerns all shards together. That each does what a RIB without shards does is for the
/// [dev.evpnd.rib.model.RibModelTest] to say.
class ShardsTest {
    private static final Peer LEAF = client(1);
    private static final Peer OTHER = client(2);
    private static final PrefixLimit FOUR = PrefixLimit.of(4);
    private static final int SHARDS = 5;

    private final AtomicInteger runs = new AtomicInteger();
    private final Speaker speaker = new Speaker(Speaker.SETTINGS, sharding());

    private Sharding sharding() {
        return new Sharding(
                SHARDS,
                (shards, rows, task) -> {
                    runs.incrementAndGet();
                    ShardRunner.IN_TURN.run(shards, rows, task);
                });
    }

    /// Each has a distinguisher of its own, so that they are all over the shards.
    private static EvpnRoute[] routes(int first, int end) {
        return IntStream.range(first, end).mapToObj(i -> mac(i, i, 100)).toArray(EvpnRoute[]::new);
    }

    private int up(PrefixLimit limit) {
        return speaker.up(LEAF, ImportSettings.DEFAULT.withLimits(Map.of(EVPN, limit)));
    }

    @Test
    void areAllOfThemUsed() {
        var sharding = sharding();
        assertThat(
                        Stream.of(routes(0, 100))
                                .map(route -> sharding.shardOfKey(route.key().toByteArray())))
                .contains(0, 1, 2, 3, 4);
    }

    @Test
    void takeWhatSeveralUpdatesSayInOneRun() {
        int leaf = speaker.up(LEAF);
        for (var route : routes(0, 100)) {
            speaker.announce(leaf, LEAF, route);
        }
        speaker.withdraw(leaf, LEAF, routes(0, 40));
        assertThat(runs).hasValue(0);
        assertThat(speaker.counters(leaf).held()).isEqualTo(60);
        assertThat(runs).hasValue(1);
    }

    @Test
    void doNotLetMoreWaitThanIsSaid() {
        int leaf = speaker.up(LEAF);
        for (int i = 0; i < 40_000; i++) {
            speaker.announce(leaf, LEAF, mac(i, i, 100));
        }
        assertThat(runs.get()).isBetween(1, 3);
    }

    @Test
    void takeOfAnUpdateAtTheLimitWhatStandsFirst() {
        int leaf = up(FOUR);
        speaker.announce(leaf, LEAF, routes(0, 7));
        assertThat(held(leaf, 0, 7)).containsExactly(0, 1, 2, 3);
        assertThat(speaker.counters(leaf).dropped()).containsEntry(DropReason.LIMIT_REACHED, 3L);
        assertThat(speaker.rib.takeNotices())
                .containsExactly(
                        new Notice.LimitNear(leaf, EVPN, FOUR),
                        new Notice.LimitExceeded(leaf, EVPN, FOUR));
    }

    @Test
    void takeOfSeveralUpdatesAtTheLimitWhatCameFirst() {
        int leaf = up(FOUR);
        for (var route : routes(0, 7)) {
            speaker.announce(leaf, LEAF, route);
        }
        assertThat(held(leaf, 0, 7)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void seeThatALimitIsNearEachTimeThatItComesNear() {
        int leaf = up(FOUR);
        speaker.announce(leaf, LEAF, routes(0, 3));
        assertThat(speaker.rib.takeNotices()).hasSize(1);
        speaker.withdraw(leaf, LEAF, routes(0, 3));
        speaker.announce(leaf, LEAF, routes(3, 6));
        assertThat(speaker.rib.takeNotices())
                .containsExactly(new Notice.LimitNear(leaf, EVPN, FOUR));
    }

    private List<Integer> held(int leaf, int first, int end) {
        return IntStream.range(first, end)
                .filter(i -> speaker.path(leaf, mac(i, i, 100)).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void haveOneEndOfRibBehindAllTheirRoutes() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, routes(0, 100));
        int other = speaker.up(OTHER);
        var messages = speaker.messages(other, OTHER);
        assertThat(announced(messages)).isEqualTo(100);
        assertThat(messages).hasSizeGreaterThan(SHARDS - 1);
        assertThat(messages.stream().filter(ShardsTest::isEndOfRib)).hasSize(1);
        assertThat(isEndOfRib(messages.getLast())).isTrue();
    }

    @Test
    void haveOneEndOfRibThoughTheyTellAFewOctetsAtATime() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, routes(0, 50));
        speaker.work();
        int other = speaker.up(OTHER);
        var sent = new OctetWriter();
        int turns = 0;
        while (speaker.rib.send(other, sent, sent.length() + 1)) {
            turns++;
        }
        assertThat(turns).isGreaterThan(SHARDS);
        var end = new OctetWriter();
        Update.endOfRib(EVPN).encode(end, OTHER.negotiated());
        assertThat(HexFormat.of().formatHex(sent.toByteArray()))
                .endsWith(HexFormat.of().formatHex(end.toByteArray()));
    }

    @Test
    void beginAndEndARefreshTogether() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, routes(0, 100));
        int other = speaker.up(OTHER);
        speaker.messages(other, OTHER);
        speaker.rib.routeRefresh(other, new RouteRefresh(EVPN, RouteRefresh.REQUEST));
        var messages = speaker.messages(other, OTHER);
        assertThat(messages.getFirst())
                .isEqualTo(new RouteRefresh(EVPN, RouteRefresh.BEGINNING_OF_ROUTE_REFRESH));
        assertThat(messages.getLast())
                .isEqualTo(new RouteRefresh(EVPN, RouteRefresh.END_OF_ROUTE_REFRESH));
        assertThat(announced(messages)).isEqualTo(100);
        assertThat(messages.stream().filter(RouteRefresh.class::isInstance)).hasSize(2);
    }

    @Test
    void eachHaveTheirTurnFirst() {
        int leaf = speaker.up(LEAF);
        int other = speaker.up(OTHER);
        speaker.messages(other, OTHER);
        var told = new ArrayList<EvpnRoute>();
        // More comes all the time than is taken.
        for (int round = 0; round < 4 * SHARDS; round++) {
            speaker.announce(leaf, LEAF, routes(100 * round, 100 * round + 100));
            speaker.work();
            var out = new OctetWriter();
            speaker.rib.send(other, out, 1);
            Speaker.messages(out, OTHER)
                    .forEach(message -> told.addAll(Speaker.announced(message)));
        }
        var sharding = sharding();
        assertThat(told.stream().map(route -> sharding.shardOfKey(route.key().toByteArray())))
                .contains(0, 1, 2, 3, 4);
    }

    @Test
    void areListedAndExplainedAsOne() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, routes(0, 100));
        speaker.work();
        var listing = speaker.rib.view().list(RouteFamily.EVPN);
        var keys = new ArrayList<>(listing.next(7));
        while (!listing.isDone()) {
            keys.addAll(listing.next(7));
        }
        assertThat(keys).hasSize(100).doesNotHaveDuplicates();
        assertThat(keys).allMatch(key -> speaker.rib.view().explain(key).isPresent());
        assertThat(keys)
                .allMatch(key -> speaker.rib.view().paths(RouteFamily.EVPN, key).size() == 1);
        assertThat(speaker.counters(leaf).announced()).isEqualTo(100);
        assertThat(speaker.rib.view().size(RouteFamily.EVPN)).isEqualTo(100);
    }

    private static boolean isEndOfRib(BgpMessage message) {
        return message instanceof Update update && update.endOfRib().isPresent();
    }

    private static long announced(List<BgpMessage> messages) {
        return messages.stream().mapToLong(message -> Speaker.announced(message).size()).sum();
    }
}
