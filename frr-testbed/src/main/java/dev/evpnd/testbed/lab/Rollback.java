package dev.evpnd.testbed.lab;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Removes a lab when this process ends before the lab is to be left alone: after a failure, by ^C,
/// or when a lab in the foreground is over.
final class Rollback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabDirectory lab;
    private final LabLock lock;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch workIsOver = new CountDownLatch(1);
    private volatile boolean kept;

    private Rollback(LabDirectory lab, LabLock lock) {
        this.lab = lab;
        this.lock = lock;
    }

    /// Watches over a lab that this thread makes from now on. The lock is held to the very end.
    static Rollback of(LabDirectory lab, LabLock lock) {
        var rollback = new Rollback(lab, lock);
        Runtime.getRuntime().addShutdownHook(new Thread(rollback::atExit, "rollback"));
        return rollback;
    }

    /// Has the lab outlive this process.
    void keep() {
        kept = true;
    }

    /// Returns when this process is told to end.
    void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says that this thread makes nothing more.
    void workIsOver() {
        workIsOver.countDown();
    }

    private void atExit() {
        if (kept) {
            return;
        }
        System.err.println("lab up: removing the lab");
        // What is being made while it is removed would stay.
        worker.interrupt();
        try {
            if (!workIsOver.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("lab: not all may be removed: `lab down` will");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lab.remove();
        lock.close();
    }
}
