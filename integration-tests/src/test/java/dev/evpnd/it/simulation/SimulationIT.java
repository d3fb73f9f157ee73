package dev.evpnd.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.stream.LongStream;

/// After any chaos, when all is quiet, everybody holds what is true and nothing else.
@Isolated("it takes all that the processors have")
class SimulationIT {
    /// How many seeds are run: the first so many.
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1000);

    /// The one seed to be run, with all that happens printed; or none.
    private static final @Nullable Long SEED = Long.getLong("simulation.seed");

    private static final int EVENTS_SHOWN = 60;

    @Test
    void everybodyHoldsWhatIsTrueAndNothingElse() {
        if (SEED != null) {
            new Simulation(SEED, System.out::println).run();
            return;
        }
        LongStream.range(0, SEEDS)
                .parallel()
                .filter(SimulationIT::fails)
                .findFirst()
                .ifPresent(SimulationIT::failWith);
    }

    /// Nobody listens, which is quicker; who fails is run again.
    private static boolean fails(long seed) {
        try {
            new Simulation(seed, null).run();
            return false;
        } catch (RuntimeException | AssertionError expected) {
            return true;
        }
    }

    /// Runs a seed again, this time with somebody who listens.
    private static void failWith(long seed) {
        var last = new ArrayDeque<String>();
        try {
            new Simulation(
                            seed,
                            text -> {
                                last.add(text);
                                if (last.size() > EVENTS_SHOWN) {
                                    last.remove();
                                }
                            })
                    .run();
        } catch (RuntimeException | AssertionError failure) {
            fail(
                    "seed %d: %s%n%nmvn -pl integration-tests -am verify -Dit.test=SimulationIT"
                            + " -Dfailsafe.failIfNoSpecifiedTests=false -Dsimulation.seed=%d%n%n%s",
                    seed, failure, seed, String.join(System.lineSeparator(), last), failure);
        }
        fail("seed %d fails, but not when it is listened to", seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aSeedIsTheSameRunBitForBit(long seed) {
        long digest = new Simulation(seed, null).run();

        assertThat(new Simulation(seed, text -> Objects.requireNonNull(text)).run())
                .isEqualTo(digest);
        assertThat(new Simulation(seed + 1, null).run()).isNotEqualTo(digest);
    }

    /// The oracle is no yes-man.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void findsFaultWhenAHostIsNotWhereItIsAnnounced(long seed) {
        var simulation = new Simulation(seed, null);
        simulation.run();

        assertThatThrownBy(simulation::checkWithAHostElsewhere)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("missing");
    }
}
