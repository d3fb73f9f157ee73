package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class IntListTest {
    private static final int FULL_CHUNK = 1 << IntList.CHUNK_BITS;

    @Test
    void behavesLikeAListUnderRandomAdditionsAndRemovalsAtBothEnds() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var list = new IntList();
            List<Integer> model = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        int count = random.nextInt(model.size() + 1);
                        list.removeFirst(count);
                        model.subList(0, count).clear();
                    }
                    case 1 -> {
                        if (!model.isEmpty()) {
                            assertThat(list.removeLast()).isEqualTo(model.removeLast());
                        }
                    }
                    default -> {
                        for (int more = random.nextInt(20); more > 0; more--) {
                            list.add(i);
                            model.add(i);
                        }
                    }
                }
                assertThat(values(list)).as("seed %d", seed).isEqualTo(model);
            }
        }
    }

    /// Steps of thousands, so that many chunks come and go.
    @Test
    void behavesLikeAListHoweverLongItIs() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var list = new IntList();
            var model = new ArrayDeque<Integer>();
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(3) == 0) {
                    int count = random.nextInt(model.size() + 1);
                    list.removeFirst(count);
                    for (int gone = 0; gone < count; gone++) {
                        model.removeFirst();
                    }
                } else if (random.nextInt(5) == 0) {
                    for (int gone = random.nextInt(model.size() + 1); gone > 0; gone--) {
                        assertThat(list.removeLast()).isEqualTo(model.removeLast());
                    }
                } else {
                    for (int more = random.nextInt(20_000); more > 0; more--) {
                        list.add(more);
                        model.add(more);
                    }
                }
                assertThat(list.size()).as("seed %d", seed).isEqualTo(model.size());
                int at = 0;
                for (int value : model) {
                    assertThatIs(value, list.get(at++));
                }
            }
        }
    }

    /// Each value lies where it was put, whatever came after it: so no growth moved it. Only those
    /// of the first chunk may have moved, while that was short.
    @Test
    @SuppressWarnings("ReferenceEquality") // the very array
    void movesNothingAsItGrows() {
        var list = new IntList();
        var homes = new ArrayList<int[]>();
        for (int i = 0; i < 1_000_000; i++) {
            list.add(i);
            homes.add(list.chunk(i));
        }
        assertThat(FULL_CHUNK).isLessThan(10_000);
        for (int i = FULL_CHUNK; i < homes.size(); i++) {
            if (homes.get(i) != list.chunk(i)) {
                throw new AssertionError(i + " was moved");
            }
        }
        assertThat(list.chunk(0)).hasSize(FULL_CHUNK);
    }

    private static List<Integer> values(IntList list) {
        var values = new ArrayList<Integer>();
        for (int i = 0; i < list.size(); i++) {
            values.add(list.get(i));
        }
        assertThat(list.isEmpty()).isEqualTo(values.isEmpty());
        return values;
    }

    /// A million values that leave in slices, while as many come: less than a second, where moving
    /// the rest each time takes minutes.
    @Test
    void leavingAtTheFrontCostsNothingForWhatIsBehind() {
        var list = new IntList();
        for (int i = 0; i < 1_000_000; i++) {
            list.add(i);
        }
        for (int i = 0; i < 1_000_000; i++) {
            assertThatIs(i, list.get(0));
            list.removeFirst(1);
            list.add(1_000_000 + i);
        }
    }

    private static void assertThatIs(int value, int found) {
        if (found != value) {
            throw new AssertionError("expected " + value + ", found " + found);
        }
    }
}
