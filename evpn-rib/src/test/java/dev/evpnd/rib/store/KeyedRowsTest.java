package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class KeyedRowsTest {

    /// A map of the JDK is told the same and has to answer the same.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeAMapUnderRandomAdditionsAndRemovals(long seed) {
        var random = new Random(seed);
        var rows = new KeyedRows(1, random.nextLong());
        Map<Octets, Integer> model = new HashMap<>();
        List<byte[]> keys = keys(random, 3_000);
        for (int i = 0; i < 60_000; i++) {
            var key = keys.get(random.nextInt(keys.size()));
            var name = Octets.copyOf(key);
            if (random.nextInt(100) < (i / 20_000 == 1 ? 20 : 60)) {
                int row = rows.findOrAdd(key, 0, key.length);
                if (!model.containsKey(name)) {
                    assertThat(rows.get(row, 0)).as("a new row is zero").isZero();
                    rows.set(row, 0, i + 1);
                    model.put(name, i + 1);
                }
                assertThat(rows.get(row, 0)).isEqualTo(model.get(name));
                assertThat(rows.key(row)).isEqualTo(key);
            } else {
                int row = rows.find(key, 0, key.length);
                var value = model.remove(name);
                if (value == null) {
                    assertThat(row).isEqualTo(KeyedRows.ABSENT);
                } else {
                    assertThat(rows.get(row, 0)).isEqualTo(value);
                    rows.remove(row);
                }
            }
            assertThat(rows.size()).isEqualTo(model.size());
        }
        model.forEach(
                (key, value) -> {
                    int row = rows.find(key.toByteArray(), 0, key.length());
                    assertThat(rows.get(row, 0)).isEqualTo(value);
                });
    }

    @Test
    void usesTheNumbersOfRemovedRowsAgain() {
        var rows = new KeyedRows(1, 0);
        var random = new Random(9);
        for (var key : keys(random, 10_000)) {
            rows.remove(rows.findOrAdd(key, 0, key.length));
        }
        assertThat(rows.size()).isZero();
        assertThat(rows.limit()).isEqualTo(1);
    }

    @Test
    void readsAKeyWhereverItStandsInItsArray() {
        var rows = new KeyedRows(1, 0);
        var array = new byte[] {9, 9, 1, 2, 3, 9};
        int row = rows.findOrAdd(array, 2, 3);
        assertThat(rows.find(new byte[] {1, 2, 3}, 0, 3)).isEqualTo(row);
        assertThat(rows.find(new byte[] {1, 2}, 0, 2)).isEqualTo(KeyedRows.ABSENT);
        assertThat(rows.find(new byte[] {1, 2, 3, 0}, 0, 4)).isEqualTo(KeyedRows.ABSENT);
    }

    @Test
    void numbersRowsInTheOrderOfTheirComingWhateverTheSeed() {
        var keys = keys(new Random(10), 1_000);
        var one = new KeyedRows(1, 1);
        var other = new KeyedRows(1, 2);
        for (var key : keys) {
            assertThat(one.findOrAdd(key, 0, key.length))
                    .isEqualTo(other.findOrAdd(key, 0, key.length));
        }
    }

    private static List<byte[]> keys(Random random, int count) {
        var keys = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var key = new byte[1 + random.nextInt(i % 7 == 0 ? 255 : 40)];
            random.nextBytes(key);
            keys.add(key);
        }
        return keys;
    }
}
