package dev.evpnd.rib.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.octets.OctetWriter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Blocks on the heap of which it is known which are in use. None is used after it was released,
/// and none is released twice.
public final class CountedBlocks implements OctetBlock.Source {
    private final Set<OctetBlock> inUse = ConcurrentHashMap.newKeySet();

    @Override
    public OctetBlock take(int capacity) {
        var block = new Counted(new HeapBlock(capacity));
        inUse.add(block);
        return block;
    }

    public Set<OctetBlock> inUse() {
        return Set.copyOf(inUse);
    }

    private final class Counted implements OctetBlock {
        private final OctetBlock block;

        Counted(OctetBlock block) {
            this.block = block;
        }

        @Override
        public int room() {
            return block.room();
        }

        @Override
        public int append(byte[] octets, int from, int length) {
            assertThat(inUse).contains(this);
            return block.append(octets, from, length);
        }

        @Override
        public void copy(int offset, int length, OctetWriter to) {
            assertThat(inUse).contains(this);
            block.copy(offset, length, to);
        }

        @Override
        public void release() {
            assertThat(inUse.remove(this)).isTrue();
        }
    }
}
