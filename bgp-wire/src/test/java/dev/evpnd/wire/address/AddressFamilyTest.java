package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressFamilyTest {

    @Test
    void hasTheNumbersOfTheRegistry() {
        assertThat(AddressFamily.L2VPN_EVPN).isEqualTo(new AddressFamily(25, 70));
        assertThat(AddressFamily.L2VPN_EVPN).hasToString("L2VPN EVPN");
        assertThat(AddressFamily.RT_CONSTRAINT).isEqualTo(new AddressFamily(1, 132));
    }

    @Test
    void printsTheNumbersOfAFamilyItDoesNotKnow() {
        assertThat(new AddressFamily(65535, 255)).hasToString("AFI 65535 SAFI 255");
    }

    @Test
    void refusesNumbersThatDoNotFitTheirFields() {
        assertThatThrownBy(() -> new AddressFamily(65536, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressFamily(1, 256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressFamily(-1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
