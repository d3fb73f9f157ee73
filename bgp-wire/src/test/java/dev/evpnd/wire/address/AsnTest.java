package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsnTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65000, 65000",
        "4294967295, 4294967295",
        "0.65000, 65000",
        "64086.59905, 4200000001",
        "65535.65535, 4294967295"
    })
    void readsBothNotationsAndWritesAsplain(String text, String asplain) {
        assertThat(Asn.parse(text)).hasToString(asplain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "4294967296", "65536.0", "0.65536", "1.2.3", ".1", "1.", "AS1"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Asn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void knowsWhetherTwoOctetsHoldIt() {
        assertThat(new Asn(65535).fitsTwoOctets()).isTrue();
        assertThat(new Asn(65536).fitsTwoOctets()).isFalse();
        assertThat(new Asn(-1).fitsTwoOctets()).isFalse();
    }
}
