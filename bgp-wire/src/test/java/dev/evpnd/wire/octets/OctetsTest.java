package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HashSet;

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

    /// Sixty-five thousand keys of routes of type 2 whose MAC and IP addresses count up together:
    /// of a sum of the octets, times powers of a small number, there are eight thousand values.
    @Test
    void hasHashesThatTellRoutesOfCountingHostsApart() {
        var hashes = new HashSet<Integer>();
        for (int host = 0; host < 1 << 16; host++) {
            hashes.add(
                    new OctetWriter()
                            .octets(Octets.ofHex("0200010a00000100640000000030"))
                            .u48(0x0200_0000_0000L | host)
                            .u8(32)
                            .u32(0x6400_0000 | host)
                            .toOctets()
                            .hashCode());
        }
        assertThat(hashes).hasSizeGreaterThan(65_000);
    }

    @Test
    void comesInTheOrderOfUnsignedOctets() {
        assertThat(Octets.of(1, 2)).isLessThan(Octets.of(1, 0x80)).isLessThan(Octets.of(1, 2, 0));
        assertThat(Octets.of(1, 2)).isEqualByComparingTo(Octets.of(1, 2));
        assertThat(Octets.EMPTY).isLessThan(Octets.of(0));
    }
}
