package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OctetsTest {

    @Test
    void readsAndWritesHexInEitherCase() {
        assertThat(Octets.ofHex("00fFA0")).isEqualTo(Octets.of(0, 0xff, 0xa0));
        assertThat(Octets.of(0, 0xff, 0xa0)).hasToString("00ffa0");
        assertThat(Octets.ofHex("")).isEqualTo(Octets.EMPTY);
    }

    @Test
    void refusesWhatIsNoHex() {
        assertThatThrownBy(() -> Octets.ofHex("0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Octets.ofHex("0g")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsOctetsWhenTheSourceChanges() {
        byte[] source = {1, 2};
        var octets = Octets.copyOf(source);
        source[0] = 9;
        octets.toByteArray()[1] = 9;
        assertThat(octets).isEqualTo(Octets.of(1, 2));
    }

    @Test
    void isEqualByContent() {
        assertThat(Octets.of(1, 2))
                .isEqualTo(Octets.ofHex("0102"))
                .hasSameHashCodeAs(Octets.of(1, 2));
        assertThat(Octets.of(1, 2)).isNotEqualTo(Octets.of(1, 2, 0));
    }

    @Test
    void slicesOnlyWhatItHas() {
        var octets = Octets.of(1, 2, 3);
        assertThat(octets.slice(1, 2)).isEqualTo(Octets.of(2, 3));
        assertThat(octets.slice(3, 0)).isEqualTo(Octets.EMPTY);
        assertThatThrownBy(() -> octets.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> octets.slice(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isReadFromItsFirstOctetToItsLast() {
        var reader = Octets.of(1, 2, 3).reader();
        assertThat(reader.u24()).isEqualTo(0x010203);
        assertThat(reader.isExhausted()).isTrue();
    }
}
