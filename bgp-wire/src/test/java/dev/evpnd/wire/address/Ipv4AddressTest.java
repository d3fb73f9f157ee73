package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "192.168.33.12", "255.255.255.255"})
    void readsWhatItWrites(String text) {
        assertThat(Ipv4Address.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.",
                "1..3.4",
                "a.b.c.d",
                "1.2.3.4 ",
                "1.2.3.\u0664",
                "0x1.2.3.4"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected an ");
    }

    /// Some readers take `010` for eight: no reading of it is safe.
    @ParameterizedTest
    @ValueSource(strings = {"010.0.0.1", "10.00.0.1", "1.2.3.04"})
    void refusesLeadingZeros(String text) {
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0.0.0",
        "1, 128.0.0.0",
        "24, 255.255.255.0",
        "31, 255.255.255.254",
        "32, 255.255.255.255"
    })
    void clearsTheBitsBehindAPrefix(int length, String masked) {
        assertThat(new Ipv4Address(-1).masked(length)).hasToString(masked);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 33})
    void refusesAPrefixItHasNotTheBitsFor(int length) {
        assertThatThrownBy(() -> new Ipv4Address(-1).masked(length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isFourOctets() {
        var writer = new OctetWriter();
        Ipv4Address.parse("192.0.2.255").encode(writer);
        assertThat(writer.toOctets()).hasToString("c00002ff");
        assertThat(IpAddress.decode(writer.toOctets().reader(), 32)).hasToString("192.0.2.255");
    }

    @Test
    void isUnspecifiedWhenAllBitsAreZero() {
        assertThat(Ipv4Address.parse("0.0.0.0").isUnspecified()).isTrue();
        assertThat(Ipv4Address.parse("0.0.0.1").isUnspecified()).isFalse();
    }
}
