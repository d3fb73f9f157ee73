package dev.evpnd.testbed.bench;

/// Something that is to be done again and again, with so much time between.
final class Every {
    private final long nanos;
    private long next = System.nanoTime();

    Every(long nanos) {
        this.nanos = nanos;
    }

    /// Whether it is time; then it is not before that time has passed again.
    boolean isDue() {
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        next = now + nanos;
        return true;
    }
}
