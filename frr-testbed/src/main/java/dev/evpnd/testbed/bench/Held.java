package dev.evpnd.testbed.bench;

/// Which of all routes a client holds by what it was told.
final class Held implements Table {
    private final long[] bits;
    private final Listener listener;
    private int count;
    private long repeated;
    private long returned;

    Held(int routes, Listener listener) {
        this.bits = new long[(routes + 63) / 64];
        this.listener = listener;
    }

    @Override
    public void announced(int route, int change) {
        if (change > 0) {
            listener.changed(route, change);
        }
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
    @Override
    public boolean withdrawn(int route) {
        long bit = 1L << route;
        long before = bits[route >> 6];
        if ((before & bit) == 0) {
            return false;
        }
        bits[route >> 6] = before & ~bit;
        count--;
        return true;
    }

    @Override
    public int count() {
        return count;
    }

    /// How many routes were announced while they were held.
    long repeated() {
        return repeated;
    }

    void forgetRepeated() {
        repeated = 0;
    }

    @Override
    public void returned() {
        returned++;
    }

    /// How many routes of the client itself it was told, or that they are gone.
    long returnedCount() {
        return returned;
    }
}
