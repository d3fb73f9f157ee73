package dev.evpnd.it.simulation;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Comparator;
import java.util.stream.Stream;

/// Who has an address that two VTEPs claim, and nobody says anything more: RFC 7432 section 15. The
/// fabric is any, and so are the two.
@Isolated("it takes all that the processors have")
class MobilityIT {
    private static final Comparator<Vtep> BY_ADDRESS = Comparator.comparing(vtep -> vtep.address);

    private Simulation simulation = Simulation.calm(0, Design::withoutPolicies);
    private Vtep lower = simulation.fabric().vteps.get(0);
    private Vtep higher = simulation.fabric().vteps.get(1);

    private Host fabricOf(long seed) {
        simulation = Simulation.calm(seed, Design::withoutPolicies);
        var fabric = simulation.fabric();
        int first = (int) (seed % fabric.vteps.size());
        var one = fabric.vteps.get(first);
        var other = fabric.vteps.get((first + 5) % fabric.vteps.size());
        lower = BY_ADDRESS.compare(one, other) < 0 ? one : other;
        higher = lower.equals(one) ? other : one;
        return fabric.hosts.stream().filter(host -> !host.sticky).findFirst().orElseThrow();
    }

    private void hears(Vtep vtep, Host host) {
        vtep.hear(host);
        host.addresses.forEach(address -> vtep.hear(host, address));
        simulation.settle();
    }

    private void setConnected(boolean connected, Vtep... vteps) {
        for (var vtep : vteps) {
            vtep.ends.forEach(end -> end.session().setWanted(connected));
        }
        simulation.settle();
    }

    private void assertEverybodyHasIt(Host host, Vtep at) {
        host.place = at;
        new Truth(simulation.fabric()).check();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ofTwoWhoLearnedAnAddressApartTheLowerVtepHasIt(long seed) {
        var host = fabricOf(seed);
        setConnected(false, lower, higher);
        hears(higher, host);
        hears(lower, host);

        setConnected(true, lower, higher);

        assertEverybodyHasIt(host, lower);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoLearnsAnAddressLaterHasIt(long seed) {
        var host = fabricOf(seed);
        for (var vtep : Stream.of(lower, higher, lower).toList()) {
            hears(vtep, host);
            assertEverybodyHasIt(host, vtep);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoKnowsOfMoreMovesHasItThoughAnotherLearnedItLaterApart(long seed) {
        var host = fabricOf(seed);
        hears(lower, host);
        hears(higher, host);
        var lowest = lowestButThese();
        setConnected(false, lowest);
        hears(lowest, host);

        setConnected(true, lowest);

        assertEverybodyHasIt(host, higher);
    }

    private Vtep lowestButThese() {
        return simulation.fabric().vteps.stream()
                .filter(vtep -> !vtep.equals(lower) && !vtep.equals(higher))
                .min(BY_ADDRESS)
                .orElseThrow();
    }
}
