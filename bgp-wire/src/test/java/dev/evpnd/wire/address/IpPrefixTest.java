package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "192.0.2.1/32", "::/0", "2001:db8::/32"})
    void readsWhatItWrites(String text) {
        assertThat(IpPrefix.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3/8, 10.0.0.0/8", "2001:db8::1/64, 2001:db8::/64", "1.2.3.4/0, 0.0.0.0/0"})
    void dropsBitsThatDoNotCount(String text, String canonical) {
        assertThat(IpPrefix.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "::/129", "::/-1"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void namesTheDefaultRoutes() {
        assertThat(IpPrefix.IPV4_DEFAULT).isEqualTo(IpPrefix.parse("0.0.0.0/0"));
        assertThat(IpPrefix.IPV6_DEFAULT).isEqualTo(IpPrefix.parse("::/0"));
        assertThat(IpPrefix.IPV4_DEFAULT).isNotEqualTo(IpPrefix.IPV6_DEFAULT);
    }
}
