package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

class RouteOrderTest {
    private static final int SOME = 5_000;

    private static List<Octets> keys() {
        var random = new Random(7);
        var keys = new HashSet<Octets>();
        while (keys.size() < SOME) {
            keys.add(EvpnRouteGenerator.route(random).key());
        }
        return new ArrayList<>(keys);
    }

    private static byte[] place(RouteOrder order, Octets key) {
        return order.place(key.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(RouteOrder.class)
    void everyKeyHasAPlaceOfItsOwn(RouteOrder order) {
        var places = keys().stream().map(key -> Octets.copyOf(place(order, key)));
        assertThat(places).hasSize(SOME).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(RouteOrder.class)
    void aKeyIsComparedWhereItLiesAsItsPlaceIs(RouteOrder order) {
        var keys = keys();
        for (int i = 1; i < keys.size(); i++) {
            byte[] one = place(order, keys.get(i - 1));
            int expected = Arrays.compareUnsigned(place(order, keys.get(i)), one);
            var found = found(order, keys, i - 1, i + 1);
            assertThat(found.isLastBehind(one)).isEqualTo(expected > 0);
            assertThat(found.isLastBefore(one)).isEqualTo(expected < 0);
        }
    }

    /// Each key somewhere in an array, and known by its index.
    private static FoundKeys found(RouteOrder order, List<Octets> keys, int from, int to) {
        var found = new FoundKeys(order);
        for (int i = from; i < to; i++) {
            var key = keys.get(i);
            byte[] array = new byte[key.length() + 2];
            System.arraycopy(key.toByteArray(), 0, array, 1, key.length());
            found.add(array, 1, key.length(), i);
        }
        return found;
    }

    /// Whatever is asked for at a time, all come, each once and in their order.
    @Test
    void theSmallestAreFoundInOneWalkHoweverTheyCome() {
        var keys = keys();
        Collections.shuffle(keys, new Random(11));
        var sorted = new ArrayList<>(keys);
        sorted.sort(
                Comparator.comparing(key -> place(RouteOrder.EVPN, key), Arrays::compareUnsigned));
        var smallest = new SmallestKeys();
        for (int most : List.of(1, 2, 10, 999, SOME, SOME + 1, 3)) {
            smallest.begin(most);
            for (int i = 0; i < SOME; i += 50) {
                smallest.add(found(RouteOrder.EVPN, keys, i, i + 50));
            }
            smallest.sort();
            assertThat(smallest.size()).isEqualTo(Math.min(most, SOME));
            for (int i = 0; i < smallest.size(); i++) {
                assertThat(smallest.place(i)).isEqualTo(place(RouteOrder.EVPN, sorted.get(i)));
                assertThat(keys.get((int) smallest.row(i))).isEqualTo(sorted.get(i));
            }
        }
    }
}
