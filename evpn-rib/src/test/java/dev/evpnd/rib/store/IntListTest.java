package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class IntListTest {
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
            assertThatNextIs(i, list);
            list.removeFirst(1);
            list.add(1_000_000 + i);
        }
    }

    private static void assertThatNextIs(int value, IntList list) {
        if (list.get(0) != value) {
            throw new AssertionError("expected " + value + ", found " + list.get(0));
        }
    }
}
