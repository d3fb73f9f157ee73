package dev.evpnd.speaker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.DeviceVnis;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

class VniFiltersTest {
    private static final int VNIS = 40;

    private static DeviceVnis range(Random random) {
        int first = random.nextInt(VNIS);
        return new DeviceVnis(1, first, Math.min(VNIS - 1, first + random.nextInt(9)), null);
    }

    /// The model has a bit for each VNI.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rangesHoldWhatBitsWould(long seed) {
        var random = new Random(seed);
        var filters = new VniFilters();
        var bits = new BitSet();
        for (int i = 0; i < 500; i++) {
            var range = range(random);
            if (random.nextBoolean()) {
                filters.put(range);
                bits.set(range.first(), range.last() + 1);
            } else {
                boolean has = bits.get(range.first(), range.last() + 1).cardinality() > 0;
                assertThat(filters.remove(range)).isEqualTo(has);
                bits.clear(range.first(), range.last() + 1);
            }
            assertThat(filters.put(new DeviceVnis(2, 5, 6, null))).isEqualTo(i == 0);
            IntStream.range(0, VNIS)
                    .forEach(
                            vni ->
                                    assertThat(filters.find(1, vni) != null)
                                            .as("VNI " + vni)
                                            .isEqualTo(bits.get(vni)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsNotInAnotherIsTold(long seed) {
        var random = new Random(seed);
        var some = new VniFilters();
        var others = new VniFilters();
        IntStream.range(0, 5).forEach(_ -> some.put(range(random)));
        IntStream.range(0, 3).forEach(_ -> others.put(range(random)));
        var left = new VniFilters();
        some.without(others).forEach(left::put);
        for (int vni = 0; vni < VNIS; vni++) {
            assertThat(left.find(1, vni) != null)
                    .isEqualTo(some.find(1, vni) != null && others.find(1, vni) == null);
        }
    }
}
