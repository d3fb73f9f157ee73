package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameBufferTest {
    private final FrameBuffer frames = new FrameBuffer();

    private void add(int count, int value) {
        var octets = frames.reserve(count);
        java.util.Arrays.fill(octets, frames.end(), frames.end() + count, (byte) value);
        frames.added(count);
    }

    @Test
    void littleIsTakenInAnArrayOfItsOwn() {
        add(23, 1);
        assertThat(frames.take(23)).hasSize(23);
    }

    @Test
    void muchIsTakenInTheArrayItIsInAndTheRestStays() {
        add(4000, 1);
        add(50, 2);
        var taken = frames.take(4000);
        assertThat(taken.length).isLessThan(2 * 4000);
        add(4000, 3);
        assertThat(taken[0]).isEqualTo((byte) 1);
        assertThat(frames.array()[frames.start()]).isEqualTo((byte) 2);
        assertThat(frames.array()[frames.start() + 50]).isEqualTo((byte) 3);
    }

    @Test
    void whatIsTakenBehindOtherBeginsItsArray() {
        add(19, 1);
        add(4000, 2);
        frames.skip(19);
        assertThat(frames.take(4000)).hasSize(4000).containsOnly(2);
    }
}
