package dev.evpnd.speaker.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

@Timeout(60)
class ShardThreadsTest {
    private static final int SHARDS = 7;
    private static final int MANY_ROWS = 1_000_000;

    private final ShardThreads threads = new ShardThreads(2);

    @BeforeEach
    void start() {
        threads.start();
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void doEachShardOnceAndWhatTheyDidIsSeen() {
        // Plain memory, written by whoever has the shard.
        int[] done = new int[SHARDS];
        for (int round = 1; round <= 20_000; round++) {
            threads.run(SHARDS, MANY_ROWS, shard -> done[shard]++);
            int expected = round;
            assertThat(IntStream.of(done).allMatch(count -> count == expected)).isTrue();
        }
    }

    @Test
    void workAtOnce() {
        assertThat(doAtOnce()).isTrue();
    }

    /// Each waits for the others.
    private boolean doAtOnce() {
        var all = new CyclicBarrier(3);
        threads.run(3, MANY_ROWS, shard -> await(all));
        return !all.isBroken();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areNotWokenForALittle() {
        Set<Thread> by = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            threads.run(SHARDS, 10, shard -> by.add(Thread.currentThread()));
        }
        assertThat(by).containsExactly(Thread.currentThread());
    }

    @Test
    void areNoneWhereThereIsOneProcessor() {
        int[] done = new int[SHARDS];
        try (var none = new ShardThreads(0)) {
            none.start();
            none.run(SHARDS, MANY_ROWS, shard -> done[shard]++);
        }
        assertThat(done).containsOnly(1);
    }

    @Test
    void throwWhatWasThrownWhenAllOthersAreDone() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        for (int bad : List.of(0, 3, SHARDS - 1)) {
            done.clear();
            assertThatThrownBy(
                            () ->
                                    threads.run(
                                            SHARDS,
                                            MANY_ROWS,
                                            shard -> {
                                                if (shard == bad) {
                                                    throw new IllegalStateException("no " + bad);
                                                }
                                                done.add(shard);
                                            }))
                    .hasMessage("no " + bad);
            assertThat(done).hasSize(SHARDS - 1);
        }
        // And they are still there.
        assertThat(doAtOnce()).isTrue();
    }

    @Test
    void endWhenTheyAreClosed() {
        Set<Thread> by = ConcurrentHashMap.newKeySet();
        var all = new CyclicBarrier(3);
        threads.run(
                3,
                MANY_ROWS,
                shard -> {
                    by.add(Thread.currentThread());
                    await(all);
                });
        threads.close();
        by.remove(Thread.currentThread());
        assertThat(by).hasSize(2).noneMatch(Thread::isAlive);
    }
}
