package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.PathTable;
import dev.evpnd.rib.route.RouteFamily;

import org.junit.jupiter.api.Test;

class TombstonesTest {
    private final DestinationTable destinations =
            new DestinationTable(RouteFamily.EVPN, new PathTable(), 0);
    private final Tombstones tombstones = new Tombstones(destinations);

    private int lost(int key, int settling) {
        int destination = destinations.findOrAdd(new byte[] {(byte) key}, 0, 1);
        destinations.setChanged(destination, settling);
        tombstones.add(destination);
        return destination;
    }

    @Test
    void forgetsNoMoreAtOnceThanItMay() {
        for (int key = 0; key < 5; key++) {
            lost(key, 1);
        }
        assertThat(tombstones.forgetBefore(2, 2)).isTrue();
        assertThat(destinations.size()).isEqualTo(3);
        assertThat(tombstones.forgetBefore(2, 3)).isFalse();
        assertThat(destinations.size()).isZero();
        assertThat(tombstones.isEmpty()).isTrue();
    }

    @Test
    void keepsWhatSomebodyHasYetToBeToldOf() {
        lost(1, 1);
        lost(2, 2);
        assertThat(tombstones.forgetBefore(2, 9)).isFalse();
        assertThat(destinations.size()).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasLostBeforeTheNumbersOfSettlingsBeganAgain() {
        lost(1, Integer.MAX_VALUE);
        lost(2, Integer.MIN_VALUE);
        assertThat(tombstones.forgetBefore(Integer.MIN_VALUE, 9)).isFalse();
        assertThat(destinations.size()).isEqualTo(1);
        assertThat(tombstones.forgetBefore(Integer.MIN_VALUE + 1, 9)).isFalse();
        assertThat(destinations.size()).isZero();
    }

    @Test
    void leavesAloneWhatHasComeBackToLife() {
        destinations.setDirty(lost(1, 1), true);
        assertThat(tombstones.forgetBefore(2, 9)).isFalse();
        assertThat(destinations.size()).isEqualTo(1);
        assertThat(tombstones.isEmpty()).isTrue();
    }
}
