package dev.evpnd.speaker.transport;

import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.wire.octets.OctetWriter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// A block that sockets are written from as it is, outside of the heap. It goes when the log needs
/// it no more and the last socket has taken its piece.
public final class SharedBlock implements OctetBlock {
    private final ByteBuf octets;

    public SharedBlock(int capacity) {
        octets = ByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    }

    @Override
    public int room() {
        return octets.writableBytes();
    }

    @Override
    public int append(byte[] from, int offset, int length) {
        int at = octets.writerIndex();
        octets.writeBytes(from, offset, length);
        return at;
    }

    @Override
    public void copy(int offset, int length, OctetWriter to) {
        int at = to.reserve(length);
        octets.getBytes(offset, to.array(), at, length);
    }

    /// A piece that has to be released.
    ByteBuf piece(int offset, int length) {
        return octets.retainedSlice(offset, length);
    }

    @Override
    public void release() {
        octets.release();
    }
}
