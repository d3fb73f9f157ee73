package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OctetWriterTest {

    @Test
    void writesIntegersInNetworkOrderAndGrows() {
        var writer = new OctetWriter(1);
        writer.u8(0x101).u16(0x0203).u24(0x040506).u32(0x0708090a);
        writer.u48(0x0b0c_0d0e_0f10L).u64(0x1112_1314_1516_1718L);
        assertThat(writer.toOctets().toHex())
                .isEqualTo("0102030405060708090a0b0c0d0e0f101112131415161718");
    }

    @Test
    void growsFromNothing() {
        assertThat(new OctetWriter(0).u8(7).toByteArray()).containsExactly(7);
    }

    @Test
    void setsALengthAfterWhatItMeasures() {
        var writer = new OctetWriter();
        int length = writer.reserve(2);
        writer.octets(Octets.of(1, 2, 3)).bytes(new byte[] {9, 4, 5, 9}, 1, 2);
        writer.setU16(length, writer.length() - 2);
        assertThat(writer.toOctets()).isEqualTo(Octets.of(0, 5, 1, 2, 3, 4, 5));
        writer.setU8(6, 0xff);
        assertThat(writer.toOctets().at(6)).isEqualTo(0xff);
    }

    @Test
    void setsNothingBehindWhatWasWritten() {
        var writer = new OctetWriter().u8(1);
        assertThatThrownBy(() -> writer.setU8(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.setU16(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.truncate(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void takesBackWhatWasWritten() {
        var writer = new OctetWriter().u8(1).u8(2).u8(3);
        writer.truncate(1);
        assertThat(writer.u8(4).toOctets()).isEqualTo(Octets.of(1, 4));
        writer.clear();
        assertThat(writer.toOctets()).isEqualTo(Octets.EMPTY);
    }
}
