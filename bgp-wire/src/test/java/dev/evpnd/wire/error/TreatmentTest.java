package dev.evpnd.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TreatmentTest {

    @Test
    void ordersTheTreatmentsFromMildestToStrongest() {
        assertThat(Treatment.values())
                .containsSubsequence(
                        Treatment.DISCARD_NLRI,
                        Treatment.DISCARD_ATTRIBUTE,
                        Treatment.TREAT_AS_WITHDRAW,
                        Treatment.DISABLE_FAMILY,
                        Treatment.RESET);
    }

    @Test
    void letsTheStrongerOfTwoWinWhicheverComesFirst() {
        var mild = Treatment.DISCARD_ATTRIBUTE;
        var strong = Treatment.TREAT_AS_WITHDRAW;
        assertThat(mild.strongest(strong)).isEqualTo(strong);
        assertThat(strong.strongest(mild)).isEqualTo(strong);
    }
}
