package dev.evpnd.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Any one of those in the middle may go: no VTEP's kernel notices that it goes, that it is away
/// for longer than anything is kept, or that it comes back.
@Isolated("it takes all that the processors have")
class ReflectorLossIT {

    @ParameterizedTest
    @EnumSource
    void ofAnyOneReflectorIsNoticedByNoKernel(Design.Topology topology) {
        for (int i = 0; i < topology.reflectors(); i++) {
            var simulation =
                    Simulation.calm(i, design -> design.withTopology(topology).withoutPolicies());
            simulation.fabric().vteps.forEach(vtep -> vtep.setRouting(true));
            simulation.hearHosts();
            var before = simulation.fabric().vteps.stream().map(Vtep::changes).toList();
            var lost = simulation.fabric().reflectors.get(i);

            simulation.lose(lost);
            new Truth(simulation.fabric()).check();
            lost.start();
            simulation.settle();
            new Truth(simulation.fabric()).check();

            assertThat(simulation.fabric().vteps.stream().map(Vtep::changes)).isEqualTo(before);
        }
    }

    /// What it knew of a VTEP it would have kept, had it been there when that went: now nobody has
    /// it from there.
    @ParameterizedTest
    @EnumSource(names = {"TWO_CLUSTERS", "ONE_CLUSTER", "SPINES", "ROUTE_SERVERS"})
    void whatTheOtherDoesNotKeepOfALostVtepIsGone(Design.Topology topology) {
        var simulation =
                Simulation.calm(
                        38,
                        design -> design.withTopology(topology).withLongLived().withoutPolicies());
        simulation.hearHosts();
        var lost = simulation.fabric().reflectors.getLast();
        var keptByItAlone =
                simulation.fabric().vteps.stream()
                        .filter(vtep -> vtep.ends.getLast().isLongLived())
                        .filter(vtep -> !vtep.ends.getFirst().isLongLived())
                        .findFirst()
                        .orElseThrow();

        simulation.lose(lost);

        new Outage(simulation, keptByItAlone).loseNode();
    }
}
