package dev.evpnd.it.bounds;

import java.util.Arrays;

/// How long announcements took from one client to the other. It is printed, and nothing depends on
/// it.
final class Latencies {
    private final long[] nanos;

    Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    void print(String while_) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%s: %d announcements through evpnd, one after the other: p50 %.2f ms, p99 %.2f ms,"
                        + " max %.2f ms%n",
                while_,
                sorted.length,
                millis(sorted[sorted.length / 2]),
                millis(sorted[sorted.length * 99 / 100]),
                millis(sorted[sorted.length - 1]));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
