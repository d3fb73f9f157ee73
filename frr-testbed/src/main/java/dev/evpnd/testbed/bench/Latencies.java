package dev.evpnd.testbed.bench;

import java.util.Arrays;

/// How long many things took.
final class Latencies {
    private final int[] micros;
    private int count;

    Latencies(int most) {
        micros = new int[most];
    }

    void add(long nanos) {
        micros[count++] = (int) Math.min(nanos / 1000, Integer.MAX_VALUE);
    }

    int count() {
        return count;
    }

    /// What this part of all does not exceed, where those that are missing take for ever.
    ///
    /// @param all how many there are with the missing ones
    double millis(double part, long all) {
        long rank = Math.max((long) Math.ceil(part * all) - 1, 0);
        if (rank >= count) {
            return Double.POSITIVE_INFINITY;
        }
        var sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[(int) rank] / 1e3;
    }
}
