package dev.evpnd.testbed.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for something outside of this process that nobody reports.
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /// Asks until the answer is as wanted.
    ///
    /// @param <T> what is asked for
    /// @param limit how long to go on asking
    /// @param question asked again and again
    /// @param wanted whether an answer will do
    /// @return the first answer that will do, or the last one when time is up
    public static <T> T ask(Duration limit, Supplier<T> question, Predicate<T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            var answer = question.get();
            if (wanted.test(answer) || System.nanoTime() - end > 0) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting");
            }
        }
    }

    /// Waits until something holds.
    ///
    /// @param limit how long to wait
    /// @param condition what has to hold
    /// @return whether it holds
    public static boolean until(Duration limit, BooleanSupplier condition) {
        return ask(limit, condition::getAsBoolean, holds -> holds);
    }
}
