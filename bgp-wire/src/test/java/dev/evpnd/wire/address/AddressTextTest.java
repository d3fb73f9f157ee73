package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1::", "192.0.2.1::1", "::192.0.2.1:1", "192.0.2.1"})
    void rejectsADottedQuadElsewhereThanAtTheEndOfAnIpv6Address(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv6Address.parse(text));
    }

    @Test
    void readsADottedQuadAtTheEndOfAnIpv6Address() {
        assertThat(Ipv6Address.parse("::ffff:192.0.2.1"))
                .isEqualTo(new Ipv6Address(0, 0xffff_c000_0201L));
        assertThat(Ipv6Address.parse("1:2:3:4:5:6:192.0.2.1"))
                .isEqualTo(new Ipv6Address(0x0001_0002_0003_0004L, 0x0005_0006_c000_0201L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:aa:bb:cc:dd", "02-aa-bb-cc-dd-11", "02:aa:bb:cc:dd:1g"})
    void saysThatAMacAddressWasExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessage("expected a MAC address, found '" + text + "'");
    }
}
