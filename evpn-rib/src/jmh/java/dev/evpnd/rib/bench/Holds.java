package dev.evpnd.rib.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// How long the writer was held by each thing that it did, by kind: as the clock says, and as the
/// processor time of its thread, in which there is neither what else the machine does nor what the
/// threads of the collector do.
///
/// What is measured is one life, the same several times over. What a thing takes is the least that
/// it took in any of them: what is long in itself is so in each, and what the machine did to one of
/// them is not. Of the first life nothing counts, in which the JVM compiles.
final class Holds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double AIM_MICROS = 2_000;
    private static final int PLACES = 6;

    private final Map<String, Series> byKind = new LinkedHashMap<>();
    private int lives;

    /// The next life begins.
    void begin() {
        if (++lives == 2) {
            byKind.clear();
        }
        byKind.values().forEach(Series::begin);
    }

    /// Does something once.
    void time(String kind, Runnable work) {
        time(
                kind,
                () -> {
                    work.run();
                    return true;
                });
    }

    /// Does something once, and says what that said.
    boolean time(String kind, BooleanSupplier work) {
        long collections = collections();
        long wall = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        boolean result = work.getAsBoolean();
        processor = THREADS.getCurrentThreadCpuTime() - processor;
        wall = System.nanoTime() - wall;
        byKind.computeIfAbsent(kind, absent -> new Series())
                .add(processor, wall, collections() != collections);
        return result;
    }

    private static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += collector.getCollectionCount();
        }
        return count;
    }

    /// One line for each kind, in microseconds.
    String report() {
        var text = new StringBuilder(512);
        text.append(
                String.format(
                        "%nthe least of %d lives, us %29s | CPU: %5s %8s %8s | clock: %8s | the"
                                + " longest ever: %8s %9s | more than 2 ms CPU, clock%n",
                        lives - 1, "times", "50%", "99.9%", "longest", "longest", "no GC", "GC"));
        byKind.forEach((kind, series) -> text.append(series.report(kind)));
        return text.toString();
    }

    private static final class Series {
        private long[] processor = new long[1024];
        private long[] wall = new long[1024];
        private int count;
        private int next;
        private long longest;
        private long longestOfCollections;

        void begin() {
            next = 0;
        }

        void add(long processorNanos, long wallNanos, boolean collected) {
            if (next == count) {
                addPlace();
            }
            processor[next] = Math.min(processor[next], processorNanos);
            wall[next] = Math.min(wall[next], wallNanos);
            next++;
            if (collected) {
                longestOfCollections = Math.max(longestOfCollections, wallNanos);
            } else {
                longest = Math.max(longest, wallNanos);
            }
        }

        private void addPlace() {
            if (count == processor.length) {
                processor = Arrays.copyOf(processor, 2 * count);
                wall = Arrays.copyOf(wall, 2 * count);
            }
            processor[count] = Long.MAX_VALUE;
            wall[count++] = Long.MAX_VALUE;
        }

        String report(String kind) {
            long[] sorted = sorted(processor);
            return String.format(
                    "%-43s %9d | %11.1f %8.1f %8.1f | %16.1f | %25.1f %9.1f | %s, %s%n",
                    kind,
                    count,
                    micros(sorted[count / 2]),
                    micros(sorted[(int) (count * 0.999)]),
                    micros(sorted[count - 1]),
                    micros(sorted(wall)[count - 1]),
                    micros(longest),
                    micros(longestOfCollections),
                    beyond(processor),
                    beyond(wall));
        }

        private long[] sorted(long[] nanos) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return sorted;
        }

        /// How often it took longer than it may, and where that was for the first times.
        private String beyond(long[] nanos) {
            var places = new StringBuilder();
            int beyond = 0;
            for (int i = 0; i < count; i++) {
                if (micros(nanos[i]) > AIM_MICROS && ++beyond <= PLACES) {
                    places.append(String.format(" #%d %.0f", i, micros(nanos[i])));
                }
            }
            return beyond + places.toString();
        }

        private static double micros(long nanos) {
            return nanos / 1e3;
        }
    }
}
