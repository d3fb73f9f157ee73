package dev.evpnd.speaker;

import java.util.concurrent.TimeUnit;

/// Waits for what tells nobody when it comes to be: it is asked again and again, for a time.
public final class Eventually {
    private static final int SECONDS = 20;
    private static final int PAUSE_MILLIS = 5;

    private Eventually() {}

    /// What is to be.
    ///
    /// @param <E> why it may not be known
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    /// Waits until it is, and fails where it comes not to be.
    public static <E extends Exception> void until(Condition<E> condition)
            throws E, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + SECONDS + " seconds");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
