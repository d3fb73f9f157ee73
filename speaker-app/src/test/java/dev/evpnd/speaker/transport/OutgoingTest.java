package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.octets.OctetWriter;

import io.netty.buffer.ByteBuf;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class OutgoingTest {
    private final OctetWriter own = new OctetWriter();
    private final Outgoing outgoing = new Outgoing(own);
    private final SharedBlock block = new SharedBlock(16_384);

    private void keepalive() {
        Keepalive.INSTANCE.encode(outgoing.own(), Negotiated.DEFAULT);
    }

    private int shared(int length, int fill) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) fill);
        return block.append(octets, 0, length);
    }

    private byte[] octets() {
        var all = new OctetWriter();
        for (var piece : outgoing.pieces()) {
            int at = all.reserve(piece.readableBytes());
            piece.getBytes(0, all.array(), at, piece.readableBytes());
        }
        return Arrays.copyOf(all.array(), all.length());
    }

    @Test
    void keepsTheOrderOfWhatIsSharedAndWhatIsNot() {
        keepalive();
        outgoing.shared(block, shared(4096, 1), 4096, 2);
        keepalive();
        outgoing.complete();
        assertThat(outgoing.length()).isEqualTo(19 + 4096 + 19);
        assertThat(outgoing.messages()).isEqualTo(4);
        assertThat(outgoing.updates()).isEqualTo(2);
        var octets = octets();
        assertThat(octets[0]).isEqualTo((byte) 0xff);
        assertThat(octets[19]).isEqualTo((byte) 1);
        assertThat(octets[19 + 4095]).isEqualTo((byte) 1);
        assertThat(octets[19 + 4096]).isEqualTo((byte) 0xff);
        outgoing.release();
        block.release();
    }

    @Test
    void takesMoreMemoryThanItsOctets() {
        keepalive();
        outgoing.shared(block, shared(4096, 1), 4096, 2);
        keepalive();
        outgoing.complete();
        assertThat(outgoing.cost()).isBetween(19 + 4096 + 19 + 3 * 500, 19 + 4096 + 19 + 3 * 2000);
        outgoing.release();
        block.release();
    }

    /// A peer that takes nothing would else keep blocks of which it needs next to nothing.
    @Test
    void copiesWhatIsSmall() {
        shared(100, 1);
        outgoing.shared(block, keepaliveIn(), 19, 1);
        outgoing.complete();
        block.release();
        assertThat(outgoing.pieces())
                .singleElement()
                .satisfies(it -> assertThat(it.refCnt()).isOne());
        assertThat(octets()).hasSize(19);
        outgoing.release();
    }

    private int keepaliveIn() {
        var message = new OctetWriter();
        Keepalive.INSTANCE.encode(message, Negotiated.DEFAULT);
        return block.append(message.array(), 0, message.length());
    }

    @Test
    void keepsABlockUntilItsPieceIsSentAndNoLonger() {
        int offset = shared(8192, 1);
        outgoing.shared(block, offset, 8192, 1);
        outgoing.complete();
        var piece = outgoing.pieces().getFirst();
        ByteBuf whole = piece.unwrap();
        block.release();
        assertThat(whole.refCnt()).isPositive();
        assertThat(piece.getByte(8191)).isEqualTo((byte) 1);
        outgoing.release();
        assertThat(whole.refCnt()).isZero();
    }

    /// By the time a peer has gone, the same memory may be written to for another.
    @Test
    void whenItIsReleasedItLeavesAloneWhatItHasTakenItsOwnFrom() {
        keepalive();
        outgoing.complete();
        var next = new Outgoing(own);
        Keepalive.INSTANCE.encode(next.own(), Negotiated.DEFAULT);
        outgoing.release();
        assertThat(next.complete().length()).isEqualTo(19);
        next.release();
        block.release();
    }
}
