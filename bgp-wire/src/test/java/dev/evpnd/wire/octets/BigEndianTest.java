package dev.evpnd.wire.octets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigEndianTest {

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 0x7f, 0x80, 0xff, 0x1234_5678_9abc_def0L, 0x8000_0000_8000_8080L, -1})
    void readsBackTheLowBitsOfWhatItPutAtAnyOffset(long value) {
        var bytes = new byte[12];
        for (int offset = 0; offset <= 4; offset++) {
            BigEndian.putU16(bytes, offset, (int) value);
            assertThat(BigEndian.u16(bytes, offset)).isEqualTo((int) value & 0xffff);
            BigEndian.putU24(bytes, offset, (int) value);
            assertThat(BigEndian.u24(bytes, offset)).isEqualTo((int) value & 0xff_ffff);
            BigEndian.putU32(bytes, offset, (int) value);
            assertThat(BigEndian.u32(bytes, offset)).isEqualTo((int) value);
            BigEndian.putU48(bytes, offset, value);
            assertThat(BigEndian.u48(bytes, offset)).isEqualTo(value & 0xffff_ffff_ffffL);
            BigEndian.putU64(bytes, offset, value);
            assertThat(BigEndian.u64(bytes, offset)).isEqualTo(value);
        }
    }
}
