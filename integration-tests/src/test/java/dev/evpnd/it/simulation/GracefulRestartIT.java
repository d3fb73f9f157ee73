package dev.evpnd.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Nobody's kernel notices a graceful restart of another (RFC 4724): nothing goes and comes back.
/// Chaos cannot tell that, for in the end all is there again.
@Isolated("it takes all that the processors have")
class GracefulRestartIT {
    private static final int OUTAGE_MILLIS = 3000;

    private static Simulation fabricOf(long seed) {
        var simulation =
                Simulation.calm(seed, design -> design.withoutPolicies().withAllGraceful());
        simulation.hearHosts();
        return simulation;
    }

    private static void assertNobodyNotices(
            Simulation simulation, List<? extends Node> restarting) {
        var others =
                simulation.fabric().vteps.stream()
                        .filter(vtep -> !restarting.contains(vtep))
                        .toList();
        var before = others.stream().map(Vtep::changes).toList();

        for (var node : restarting) {
            node.ends.forEach(end -> end.session().lose());
            node.restart(true, OUTAGE_MILLIS);
        }
        simulation.settle();

        assertThat(others.stream().map(Vtep::changes)).isEqualTo(before);
        new Truth(simulation.fabric()).check();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ofBothInTheMiddleAtOnce(long seed) {
        var simulation = fabricOf(seed);

        assertNobodyNotices(simulation, simulation.fabric().reflectors.subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ofAVtep(long seed) {
        var simulation = fabricOf(seed);
        var vteps = simulation.fabric().vteps;

        assertNobodyNotices(simulation, List.of(vteps.get((int) (seed % vteps.size()))));
    }
}
