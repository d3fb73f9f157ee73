package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// A configuration that is written as a file is what is read from that.
class WrittenConfigurationTest {
    private static final long SEED = 20261120;
    private static final int SEEDS = 200;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isReadBackEqual(long seed) {
        var random = new SplittableRandom(seed);
        var configuration = new ConfigurationGenerator(random).configuration();
        var text = new ConfigurationWriter(random).text(configuration);
        assertThat(OneMachine.valid(text)).as(text).isEqualTo(configuration);
        assertThat(ConfigurationDifference.between(OneMachine.valid(text), configuration))
                .matches(ConfigurationDifference::isEmpty);
    }
}
