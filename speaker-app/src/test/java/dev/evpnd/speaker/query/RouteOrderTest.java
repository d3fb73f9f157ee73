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
        return order.place(key.toByteArray(), 0, key.length());
    }

    @ParameterizedTest
    @EnumSource(RouteOrder.class)
    void aKeyIsMadeOfItsPlaceAgain(RouteOrder order) {
        for (var key : keys()) {
            assertThat(order.key(place(order, key))).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @EnumSource(RouteOrder.class)
    void aKeyIsComparedWhereItLiesAsItsPlaceIs(RouteOrder order) {
        var keys = keys();
        for (int i = 1; i < keys.size(); i++) {
            byte[] one = place(order, keys.get(i - 1));
            byte[] other = new byte[keys.get(i).length() + 2];
            System.arraycopy(keys.get(i).toByteArray(), 0, other, 1, keys.get(i).length());
            int expected = Arrays.compareUnsigned(one, place(order, keys.get(i)));
            assertThat(Integer.signum(order.compare(one, other, 1, keys.get(i).length())))
                    .isEqualTo(Integer.signum(expected));
        }
    }

    /// Whatever is asked for at a time, all come, each once and in their order.
    @Test
    void theSmallestAreFoundInOneWalkHoweverTheyCome() {
        var keys = keys();
        Collections.shuffle(keys, new Random(11));
        var sorted =
                keys.stream()
                        .map(key -> place(RouteOrder.EVPN, key))
                        .sorted(Arrays::compareUnsigned)
                        .toList();
        for (int most : List.of(1, 2, 10, 999, SOME, SOME + 1)) {
            var smallest = new SmallestKeys(RouteOrder.EVPN, most);
            keys.forEach(key -> smallest.add(List.of(key)));
            assertThat(smallest.sorted())
                    .containsExactlyElementsOf(sorted.subList(0, Math.min(most, SOME)));
        }
    }
}
