package dev.evpnd.speaker.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/// The memory outside of the heap that sockets are read into and written from.
public final class DirectMemory {
    private DirectMemory() {}

    /// How many octets were taken of the system for it, be it that nothing is in them by now.
    public static long taken() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider known
                ? known.metric().usedDirectMemory()
                : 0;
    }
}
