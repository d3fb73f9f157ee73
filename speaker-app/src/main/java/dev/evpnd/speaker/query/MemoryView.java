package dev.evpnd.speaker.query;

import dev.evpnd.rib.TableSize;
import dev.evpnd.speaker.transport.DirectMemory;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/// What memory there is, and what it is for.
///
/// @param heap of all regions together
/// @param regions of the heap, and of what the JVM has beside it
/// @param buffers outside of the heap that the JDK knows of, by kind
/// @param directOctets outside of the heap that sockets are read into and written from
/// @param tables of routes
public record MemoryView(
        MemoryUsage heap,
        List<Region> regions,
        List<Buffers> buffers,
        long directOctets,
        List<TableSize> tables,
        Threads threads) {

    /// @param usage whose maximum is negative where there is none
    public record Region(String name, boolean ofHeap, MemoryUsage usage) {}

    public record Buffers(String name, long count, long octets) {}

    /// Those of the system.
    ///
    /// @param most how many there were at once
    public record Threads(int now, int most) {}

    /// As it is by now.
    static MemoryView of(List<TableSize> tables) {
        var threads = ManagementFactory.getThreadMXBean();
        return new MemoryView(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage(),
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .map(
                                each ->
                                        new Region(
                                                each.getName(),
                                                each.getType() == MemoryType.HEAP,
                                                each.getUsage()))
                        .toList(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .map(
                                each ->
                                        new Buffers(
                                                each.getName(),
                                                each.getCount(),
                                                each.getMemoryUsed()))
                        .toList(),
                DirectMemory.taken(),
                tables,
                new Threads(threads.getThreadCount(), threads.getPeakThreadCount()));
    }
}
