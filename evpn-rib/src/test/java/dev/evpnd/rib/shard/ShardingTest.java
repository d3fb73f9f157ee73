package dev.evpnd.rib.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;

class ShardingTest {
    private static final int SHARDS = 7;

    private final Sharding sharding = new Sharding(SHARDS, ShardRunner.IN_TURN);

    /// As it stands in an UPDATE, with a path identifier in front or without one.
    private int shardOfRoute(byte[] nlri, boolean pathId) {
        var view = new EvpnNlriView();
        view.wrap(nlri, 0, nlri.length, pathId);
        assertThat(view.next()).isTrue();
        return sharding.shardOf(view);
    }

    private int shardOfKey(byte[] nlri) {
        var view = new EvpnNlriView();
        view.wrap(nlri, 0, nlri.length, false);
        assertThat(view.next()).isTrue();
        byte[] key = new byte[view.keyLength()];
        view.copyKey(key, 0);
        return sharding.shardOfKey(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Types 1 to 5, and one that nobody knows, of which the last is short.
                "0119 0001c0000201000a 00112233445566778899 00000064 000064",
                "0221 0001c0000201000a 00000000000000000000 00000000 30 020000000001 00 000064",
                "0311 0001c0000201000a 00000000 20 c0000201",
                "0417 0001c0000201000a 00112233445566778899 20 c0000201",
                "0522 0001c0000201000a 00000000000000000000 00000000 18 0a000000 00000000 000064",
                "c809 0001c0000201000a ff",
                "c803 010203",
                "c800",
            })
    void findARouteWhereItsKeyIs(String text) {
        byte[] nlri = HexFormat.of().parseHex(text.replace(" ", ""));
        byte[] withPathId = new OctetWriter().u32(77).bytes(nlri, 0, nlri.length).toByteArray();
        assertThat(shardOfRoute(nlri, false)).isEqualTo(shardOfKey(nlri));
        assertThat(shardOfRoute(withPathId, true)).isEqualTo(shardOfKey(nlri));
    }

    @Test
    void haveAllRoutesOfADistinguisherInOneShard() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] one = new byte[20];
            byte[] other = new byte[30];
            random.nextBytes(one);
            random.nextBytes(other);
            System.arraycopy(one, 1, other, 1, 8);
            assertThat(sharding.shardOfKey(one)).isEqualTo(sharding.shardOfKey(other));
        }
    }

    /// Those of a fabric: an address and a number, of which few bits differ.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8, 16, 64})
    void shareOutWhatDiffersByLittle(int shards) {
        var sharding = new Sharding(shards, ShardRunner.IN_TURN);
        int[] routes = new int[shards];
        for (int leaf = 0; leaf < 100; leaf++) {
            for (int vni = 0; vni < 100; vni++) {
                var key = new OctetWriter().u8(2).u16(1).u32(0x0a000000 + leaf).u16(vni);
                routes[sharding.shardOfKey(key.toByteArray())]++;
            }
        }
        int mean = 10_000 / shards;
        assertThat(IntStream.of(routes).max().orElseThrow()).isLessThan(mean + mean / 2);
        assertThat(IntStream.of(routes).min().orElseThrow()).isGreaterThan(mean / 2);
    }

    @Test
    void areAtLeastOneAndNotTooMany() {
        assertThatThrownBy(() -> new Sharding(0, ShardRunner.IN_TURN)).hasMessageContaining("0");
        assertThatThrownBy(() -> new Sharding(65, ShardRunner.IN_TURN)).hasMessageContaining("65");
    }
}
