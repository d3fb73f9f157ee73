package dev.evpnd.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void missingOnesTakeForEver() {
        var latencies = new Latencies(100);
        for (int millis = 1; millis <= 99; millis++) {
            latencies.add(millis * 1_000_000L);
        }
        assertThat(latencies.millis(0.5, 99)).isEqualTo(50);
        assertThat(latencies.millis(1, 99)).isEqualTo(99);
        assertThat(latencies.millis(0.99, 100)).isEqualTo(99);
        assertThat(latencies.millis(1, 100)).isInfinite();
    }
}
