package dev.evpnd.wire.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;

class DecodedTest {

    private static final Malformed FAULT =
            new Malformed(
                    Treatment.TREAT_AS_WITHDRAW,
                    NotificationCode.INVALID_ORIGIN,
                    "ORIGIN",
                    "the value is 0, 1 or 2",
                    7,
                    Octets.of(3));

    @Test
    void holdsAValueAndTheFaultsItWasReachedDespite() {
        assertThat(Decoded.accepted("value").orElseThrow()).isEqualTo("value");
        assertThat(Decoded.accepted("value").faults()).isEmpty();
        assertThat(Decoded.accepted("value", List.of(FAULT)).faults()).containsExactly(FAULT);
    }

    @Test
    void holdsTheFaultWhereThereIsNoValue() {
        Decoded<String> rejected = Decoded.rejected(FAULT);
        assertThat(rejected.faults()).containsExactly(FAULT);
        assertThatThrownBy(rejected::orElseThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "ORIGIN: the value is 0, 1 or 2 (treat-as-withdraw, offset 7, octets 03)");
    }

    @Test
    void printsAtMost64OfTheOffendingOctets() {
        var long100 = Octets.copyOf(new byte[100]);
        var fault = new Malformed(Treatment.RESET, FAULT.code(), "OPEN", "short", 0, long100);
        assertThat(fault.toString()).endsWith("octets " + "00".repeat(64) + "... of 100)");
    }

    @Test
    void changesItsTreatmentAlone() {
        var changed = FAULT.withTreatment(Treatment.RESET);
        assertThat(changed.treatment()).isEqualTo(Treatment.RESET);
        assertThat(changed.withTreatment(FAULT.treatment())).isEqualTo(FAULT);
    }
}
