package dev.evpnd.speaker.routing;

import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.speaker.transport.SharedBlock;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.concurrent.atomic.AtomicInteger;

/// Blocks of which it is known how many are in use.
final class CountedBlocks implements OctetBlock.Source {
    private final AtomicInteger inUse = new AtomicInteger();

    @Override
    public OctetBlock take(int capacity) {
        inUse.incrementAndGet();
        return new Counted(new SharedBlock(capacity), inUse);
    }

    int inUse() {
        return inUse.get();
    }

    private record Counted(SharedBlock block, AtomicInteger inUse) implements OctetBlock {
        @Override
        public int room() {
            return block.room();
        }

        @Override
        public int append(byte[] octets, int from, int length) {
            return block.append(octets, from, length);
        }

        @Override
        public void copy(int offset, int length, OctetWriter to) {
            block.copy(offset, length, to);
        }

        @Override
        public void release() {
            block.release();
            inUse.decrementAndGet();
        }
    }
}
