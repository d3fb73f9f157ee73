package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

class ObjectListTest {

    /// A list of the JDK is told the same and has to answer the same.
    @Test
    void behavesLikeAListUnderRandomAdditionsAndRemovals() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var list = new ObjectList<Integer>();
            List<@Nullable Integer> model = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                step(random, list, model);
                assertThat(list.size()).as("seed %d", seed).isEqualTo(model.size());
                for (int at = 0; at < model.size(); at++) {
                    if (!Objects.equals(model.get(at), list.find(at))) {
                        throw new AssertionError("another at " + at + ", seed " + seed);
                    }
                }
            }
        }
    }

    private static void step(
            Random random, ObjectList<Integer> list, List<@Nullable Integer> model) {
        switch (random.nextInt(5)) {
            case 0 -> {
                int count = random.nextInt(model.size() + 1);
                for (int gone = 0; gone < count; gone++) {
                    list.removeFirst();
                }
                model.subList(0, count).clear();
            }
            case 1 -> {
                for (int i = random.nextInt(100); i > 0 && !model.isEmpty(); i--) {
                    int at = random.nextInt(model.size());
                    list.takeOut(at);
                    model.set(at, null);
                }
            }
            case 2 -> {
                for (int i = random.nextInt(100); i > 0 && !model.isEmpty(); i--) {
                    int at = random.nextInt(model.size());
                    Integer other = random.nextInt();
                    list.set(at, other);
                    model.set(at, other);
                }
            }
            default -> {
                for (int more = random.nextInt(5_000); more > 0; more--) {
                    Integer one = random.nextInt();
                    list.add(one);
                    model.add(one);
                }
            }
        }
    }

    @Test
    void saysWhereNothingIsLeft() {
        var list = new ObjectList<String>();
        list.add("one");
        list.takeOut(0);
        assertThat(list.find(0)).isNull();
        assertThatThrownBy(() -> list.get(0)).isInstanceOf(IllegalStateException.class);
    }

    /// Each object lies where it was put, whatever came after it: so no growth moved it.
    @Test
    @SuppressWarnings("ReferenceEquality") // the very array
    void movesNothingAsItGrows() {
        var list = new ObjectList<Integer>();
        var homes = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < 1_000_000; i++) {
            list.add(i);
            homes.add(list.chunk(i));
        }
        for (int i = 0; i < homes.size(); i++) {
            if (homes.get(i) != list.chunk(i)) {
                throw new AssertionError(i + " was moved");
            }
        }
    }
}
