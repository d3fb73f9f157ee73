package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BgpIdentifierTest {

    @Test
    void isWrittenAsADottedQuad() {
        assertThat(BgpIdentifier.parse("192.168.33.12")).isEqualTo(new BgpIdentifier(0xc0a8210c));
        assertThat(new BgpIdentifier(-1)).hasToString("255.255.255.255");
    }

    @Test
    void isNoNumber() {
        assertThatThrownBy(() -> BgpIdentifier.parse("3232243980"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
