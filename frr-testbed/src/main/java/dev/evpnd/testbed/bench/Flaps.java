package dev.evpnd.testbed.bench;

import java.util.Arrays;

/// When each flap was sent, and when the last of those who had to hear of it did.
final class Flaps {
    private final long[] sentNanos;
    private final int[] missing;
    private final long[] latencyNanos;
    private int unfinished;
    private int sent;

    Flaps(int count, int listeners) {
        sentNanos = new long[count];
        missing = new int[count];
        latencyNanos = new long[count];
        Arrays.fill(missing, listeners);
        unfinished = count;
    }

    boolean areSent() {
        return sent == sentNanos.length;
    }

    boolean areDone() {
        return unfinished == 0;
    }

    /// How many were sent; the next one has this number.
    int sent() {
        return sent;
    }

    void sending(long nanos) {
        sentNanos[sent++] = nanos;
    }

    void arrived(int flap, long nanos) {
        if (flap < sent && --missing[flap] == 0) {
            latencyNanos[flap] = nanos - sentNanos[flap];
            unfinished--;
        }
    }

    /// The latency that this part of all flaps does not exceed.
    double millis(double part) {
        var sorted = latencyNanos.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(part * sorted.length) - 1;
        return sorted[Math.max(rank, 0)] / 1e6;
    }
}
