package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OctetReaderTest {

    private static final byte[] BYTES = {
        (byte) 0xff, (byte) 0xfe, 3, 4, 5, 6, 7, (byte) 0x88, (byte) 0x99
    };

    @Test
    void readsIntegersUnsignedAndInNetworkOrder() {
        assertThat(new OctetReader(BYTES).u8()).isEqualTo(0xff);
        assertThat(new OctetReader(BYTES).u16()).isEqualTo(0xfffe);
        assertThat(new OctetReader(BYTES).u24()).isEqualTo(0xfffe03);
        assertThat(new OctetReader(BYTES).u32()).isEqualTo(0xfffe0304);
        assertThat(new OctetReader(BYTES).u48()).isEqualTo(0xfffe_0304_0506L);
        assertThat(new OctetReader(BYTES).u64()).isEqualTo(0xfffe_0304_0506_0788L);
    }

    @Test
    void movesBehindWhatItRead() {
        var reader = new OctetReader(BYTES, 2, 8);
        reader.u8();
        reader.skip(2);
        assertThat(reader.position()).isEqualTo(5);
        assertThat(reader.remaining()).isEqualTo(3);
        assertThat(reader.rest()).isEqualTo(Octets.of(6, 7, 0x88));
        assertThat(reader.isExhausted()).isTrue();
    }

    @Test
    void staysBeforeItsEndThoughTheArrayGoesOn() {
        var reader = new OctetReader(BYTES, 0, 3);
        reader.skip(2);
        assertThatThrownBy(reader::u16).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.octets(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.skip(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(reader.u8()).isEqualTo(3);
    }

    @Test
    void slicesWithoutCopyingAndMovesOn() {
        var reader = new OctetReader(BYTES, 1, 9);
        var slice = reader.slice(3);
        assertThat(slice.array()).isSameAs(BYTES);
        assertThat(slice.position()).isEqualTo(1);
        assertThat(slice.end()).isEqualTo(4);
        assertThat(reader.u8()).isEqualTo(5);
        assertThatThrownBy(() -> slice.skip(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesAPartThatIsNotInTheArray() {
        assertThatThrownBy(() -> new OctetReader(BYTES, 4, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
