package dev.evpnd.testbed.bench;

/// Which of all routes a client holds by what it was told.
final class Held {
    private final long[] bits;
    private int count;
    private long repeated;
    private long returned;

    Held(int routes) {
        bits = new long[(routes + 63) / 64];
    }

    void announced(int route) {
        long bit = 1L << route;
        long before = bits[route >> 6];
        if ((before & bit) == 0) {
            bits[route >> 6] = before | bit;
            count++;
        } else {
            repeated++;
        }
    }

    /// @return whether it was held
    boolean withdrawn(int route) {
        long bit = 1L << route;
        long before = bits[route >> 6];
        if ((before & bit) == 0) {
            return false;
        }
        bits[route >> 6] = before & ~bit;
        count--;
        return true;
    }

    /// How many routes are held.
    int count() {
        return count;
    }

    /// How many routes were announced while they were held.
    long repeated() {
        return repeated;
    }

    void forgetRepeated() {
        repeated = 0;
    }

    void returned() {
        returned++;
    }

    /// How many routes of the client itself it was told, or that they are gone.
    long returnedCount() {
        return returned;
    }
}
