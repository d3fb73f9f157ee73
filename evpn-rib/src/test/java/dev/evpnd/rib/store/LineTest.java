package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class LineTest {

    /// A map of the JDK is told the same and has to answer the same, in the same order.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeALinkedMapUnderRandomAdditionsAndRemovals(long seed) {
        var random = new Random(seed);
        var line = new Line<Integer, Integer>(Comparator.naturalOrder());
        var model = new LinkedHashMap<Integer, Integer>();
        for (int i = 0; i < 60_000; i++) {
            int key = random.nextInt(3_000);
            switch (random.nextInt(i / 20_000 == 1 ? 9 : 6)) {
                case 0, 1 -> assertThat(line.put(key, i)).isEqualTo(model.put(key, i));
                case 2, 3 ->
                        assertThat(line.putIfAbsent(key, i)).isEqualTo(model.putIfAbsent(key, i));
                case 4 -> assertThat(line.first()).isEqualTo(model.firstEntry());
                case 5, 6 -> assertThat(line.remove(key)).isEqualTo(model.remove(key));
                default -> assertThat(line.pollFirst()).isEqualTo(model.pollFirstEntry());
            }
            assertThat(line.get(key)).isEqualTo(model.get(key));
            assertThat(line.size()).isEqualTo(model.size());
            assertThat(line.isEmpty()).isEqualTo(model.isEmpty());
        }
        for (var entry = line.pollFirst(); entry != null; entry = line.pollFirst()) {
            assertThat(entry).isEqualTo(model.pollFirstEntry());
        }
        assertThat(model).isEmpty();
    }

    /// A key that can only be compared, and counts how often it is.
    private record Compared(int number, AtomicInteger comparisons) implements Comparable<Compared> {
        @Override
        public int compareTo(Compared other) {
            comparisons.incrementAndGet();
            return Integer.compare(number, other.number);
        }

        @Override
        public int hashCode() {
            throw new AssertionError("a table by hash doubles in one go, or is made to collide");
        }
    }

    /// What one more costs: the way down two trees, however many there are.
    @Test
    void takesOneMoreWithoutLookingAtTheOthers() {
        var line = new Line<Compared, Integer>(Comparator.naturalOrder());
        var comparisons = new AtomicInteger();
        for (int i = 0; i < 300_000; i++) {
            comparisons.set(0);
            line.put(new Compared(i * 7919 % 300_007, comparisons), i);
            assertThatFew(comparisons.get());
        }
        while (!line.isEmpty()) {
            comparisons.set(0);
            Map.Entry<Compared, Integer> first = line.pollFirst();
            assertThat(first).isNotNull();
            assertThatFew(comparisons.get());
        }
    }

    /// Twice the depth that a red-black tree of so many may have.
    private static void assertThatFew(int comparisons) {
        if (comparisons > 80) {
            throw new AssertionError(comparisons + " comparisons");
        }
    }
}
