package dev.evpnd.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Label24Test {

    @Test
    void isAVniOf24BitsOrALabelOf20() {
        var label = new Label24(0xabcde1);
        assertThat(label.vni()).isEqualTo(0xabcde1);
        assertThat(label.mplsLabel()).isEqualTo(0xabcde);
        assertThat(label.bottomOfStack()).isTrue();
        assertThat(new Label24(0xabcde0).bottomOfStack()).isFalse();
    }

    @Test
    void refusesMoreThan24Bits() {
        assertThatThrownBy(() -> new Label24(1 << 24)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Label24(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
