package dev.evpnd.speaker.routing;

import dev.evpnd.rib.shard.ShardRunner;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Threads beside the routing thread that do with it what is to be done to shards.
///
/// Nobody waits for a thread that has not woken up: whoever is there takes the next shard, and the
/// routing thread is always there.
public final class ShardThreads implements ShardRunner, AutoCloseable {
    /// With fewer rows than this a thread would wake up when all is done.
    private static final int LEAST_ROWS = 256;

    /// For so many turns whoever has nothing more to do looks again, before it sleeps: another
    /// thread is about as far.
    private static final int SPINS = 200;

    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Job job;
    private volatile boolean closed;

    /// @param count how many threads there are beside the caller's
    public ShardThreads(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform().name("evpnd-rib-" + i).unstarted(this::help));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void run(int shards, int rows, IntConsumer task) {
        if (rows < LEAST_ROWS || threads.isEmpty()) {
            ShardRunner.IN_TURN.run(shards, rows, task);
            return;
        }
        var begun = new Job(shards, task, Thread.currentThread());
        job = begun;
        int wanted = Math.min(threads.size(), shards - 1);
        for (int i = 0; i < wanted; i++) {
            LockSupport.unpark(threads.get(i));
        }
        begun.work();
        begun.await();
        job = null;
        begun.rethrow();
    }

    private void help() {
        while (!closed) {
            var open = job;
            if (open == null || open.isTaken()) {
                LockSupport.park(this);
            } else {
                open.work();
            }
        }
    }

    /// Ends them, when nobody has anything to do for them any more.
    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// One thing that is done to all shards.
    private static final class Job {
        private final int shards;
        private final IntConsumer task;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private volatile @Nullable Throwable thrown;

        Job(int shards, IntConsumer task, Thread caller) {
            this.shards = shards;
            this.task = task;
            this.caller = caller;
            left = new AtomicInteger(shards);
        }

        boolean isTaken() {
            return next.get() >= shards;
        }

        /// Takes one shard after the other, until none is left.
        void work() {
            int shard = next.getAndIncrement();
            while (shard < shards) {
                try {
                    task.accept(shard);
                } catch (RuntimeException | Error failure) {
                    thrown = failure;
                }
                if (left.decrementAndGet() == 0) {
                    LockSupport.unpark(caller);
                }
                shard = next.getAndIncrement();
            }
        }

        /// Waits for those that others took.
        void await() {
            for (int i = 0; i < SPINS && left.get() > 0; i++) {
                Thread.onSpinWait();
            }
            while (left.get() > 0) {
                LockSupport.park(this);
            }
        }

        void rethrow() {
            switch (thrown) {
                case null -> {}
                case RuntimeException defect -> throw defect;
                case Error error -> throw error;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }
}
