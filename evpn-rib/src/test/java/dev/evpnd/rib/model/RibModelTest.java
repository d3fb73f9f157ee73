package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The RIB and the naive speaker are told the same random events ([Play]). A failure is made as
/// short as it can be, and printed with the command that brings it back.
class RibModelTest {
    private static final int SEQUENCES = Integer.getInteger("model.sequences", 10_000);
    private static final Optional<Integer> SEED =
            Optional.ofNullable(Integer.getInteger("model.seed"));

    @Test
    void tellsEveryPeerWhatTheNaiveSpeakerWould() {
        var seeds =
                SEED.map(List::of).orElseGet(() -> IntStream.range(0, SEQUENCES).boxed().toList());
        for (int seed : seeds) {
            var scenario = ScenarioGenerator.scenario(seed);
            failure(scenario).ifPresent(failure -> report(scenario));
        }
    }

    private static void report(Scenario scenario) {
        var shrunk =
                scenario.withEvents(
                        Shrinking.shrink(
                                scenario.events(),
                                events -> failure(scenario.withEvents(events)).isPresent(),
                                Event::simpler));
        throw new AssertionError(
                """
                seed %d, of %d events, shrunk to %d:
                %s

                mvn -o -pl bgp-wire,evpn-rib test -Dtest=RibModelTest -Dmodel.seed=%d \
                -Dsurefire.failIfNoSpecifiedTests=false
                """
                        .formatted(
                                scenario.seed(),
                                scenario.events().size(),
                                shrunk.events().size(),
                                shrunk.text(),
                                scenario.seed()),
                failure(shrunk).orElseThrow());
    }

    /// Whatever is thrown is a failure, so that it can be shrunk like any other.
    private static Optional<Throwable> failure(Scenario scenario) {
        try {
            new Play(scenario).run();
            return Optional.empty();
        } catch (AssertionError | RuntimeException thrown) {
            return Optional.of(thrown);
        }
    }

    @Test
    void leavesOutWhatAFailureDoesNotNeed() {
        var list = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
        var shrunk =
                Shrinking.shrink(
                        list,
                        some -> some.stream().anyMatch(i -> i >= 37) && some.contains(11),
                        i -> i > 37 ? Stream.of(i - 1) : Stream.of());
        assertThat(shrunk).containsExactly(11, 37);
    }
}
