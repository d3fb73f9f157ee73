package dev.evpnd.wire.fuzz;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What a call allocates, and how much decoding may: everything is counted, not only what is kept.
///
/// A peer that finds octets which cost a multiple of their number could exhaust the memory of a
/// speaker with what a session may well carry. So decoding any message allocates at most
/// [#MOST_PER_OCTET] times its size, and a little for its faults: the shortest may have several.
final class Memory {
    static final int MOST_PER_OCTET = 64;
    static final int FOR_FAULTS = 256;

    /// What stands around an attribute list or an NLRI field at the least: the header and the two
    /// lengths of an UPDATE. A part is never received without it.
    static final int SHORTEST_UPDATE = 23;

    /// A first measurement may count what happens once: a class that is initialized, a call site
    /// that is linked, code that is compiled meanwhile.
    private static final int ATTEMPTS = 8;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    /// The most that decoding so many octets may allocate.
    static long allowed(int octets) {
        return (long) MOST_PER_OCTET * octets + FOR_FAULTS;
    }

    /// Fails when the call allocates more than it may, time and again.
    ///
    /// @param octets how many there are, with those that always stand around them
    static void assertFrugal(int octets, Supplier<?> call) {
        long least = allocatedBy(call);
        for (int i = 1; i < ATTEMPTS && least > allowed(octets); i++) {
            least = Math.min(least, allocatedBy(call));
        }
        if (least > allowed(octets)) {
            throw new AssertionError(
                    "%d octets of memory for %d of input, where %d are allowed"
                            .formatted(least, octets, allowed(octets)));
        }
    }

    /// How many octets of memory the call allocates on this thread.
    static long allocatedBy(Supplier<?> call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var _ = call.get();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
