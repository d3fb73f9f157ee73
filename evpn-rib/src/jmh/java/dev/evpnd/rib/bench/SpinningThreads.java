package dev.evpnd.rib.bench;

import dev.evpnd.rib.shard.ShardRunner;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Threads that never sleep, so that what is measured is the work and not how soon a machine wakes
/// one up.
final class SpinningThreads implements ShardRunner, AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Job job;
    private volatile boolean closed;

    private record Job(IntConsumer task, int shards, AtomicInteger next, AtomicInteger left) {
        void work() {
            int shard = next.getAndIncrement();
            while (shard < shards) {
                task.accept(shard);
                left.decrementAndGet();
                shard = next.getAndIncrement();
            }
        }
    }

    SpinningThreads(int count) {
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().start(this::look));
        }
    }

    private void look() {
        Job done = null;
        while (!closed) {
            var open = job;
            if (open == null || open.equals(done)) {
                Thread.onSpinWait();
            } else {
                open.work();
                done = open;
            }
        }
    }

    @Override
    public void run(int shards, int rows, IntConsumer task) {
        var begun = new Job(task, shards, new AtomicInteger(), new AtomicInteger(shards));
        job = begun;
        begun.work();
        while (begun.left.get() > 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
