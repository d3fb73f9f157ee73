package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"00:00:00:00:00:00", "02:aa:bb:cc:dd:11", "ff:ff:ff:ff:ff:ff"})
    void readsWhatItWrites(String text) {
        assertThat(MacAddress.parse(text)).hasToString(text);
    }

    @Test
    void readsUpperCaseAndWritesLower() {
        assertThat(MacAddress.parse("02:AA:bb:CC:dd:EE")).hasToString("02:aa:bb:cc:dd:ee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:aa:bb:cc:dd",
                "02:aa:bb:cc:dd:11:22",
                "02-aa-bb-cc-dd-11",
                "02:aa:bb:cc:dd:1g",
                "2:aa:bb:cc:dd:11:",
                "02aabbccdd1100000"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a MAC address, found '" + text + "'");
    }

    @Test
    void tellsGroupsFromStations() {
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isGroup()).isTrue();
        assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isGroup()).isTrue();
        assertThat(MacAddress.parse("fe:ff:ff:ff:ff:ff").isGroup()).isFalse();
    }

    @Test
    void refusesMoreThan48Bits() {
        assertThatThrownBy(() -> new MacAddress(1L << 48))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
