package dev.evpnd.rib.bench;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.out.OctetBlock;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// What shards cost where one thread does all, and what several threads gain by them, if none of
/// them has to be woken: the same announcements as in [AnnounceBenchmark], taken, decided and
/// encoded. Of many lives the least and the one in the middle say more than the mean: whatever else
/// a machine does holds two threads up more often than one.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShardsBenchmark {
    private static final int ROUTES = 100_000;

    @Param({"1", "2", "4", "16"})
    public int shards = 1;

    @Param({"1", "2"})
    public int threads = 1;

    /// How many routes have the same attributes: those of a VNI, or each has its own.
    @Param({"100", "1"})
    public int alike = 100;

    private @Nullable SpinningThreads others;
    private byte[] announcements = {};
    private Reflector reflector = Reflector.ofLeaves(2);

    @Setup(Level.Trial)
    public void begin() {
        announcements =
                alike == 1
                        ? LeafUpdates.announceApart(0, ROUTES, 100)
                        : LeafUpdates.announce(0, 0, ROUTES, 100);
        others = threads == 1 ? null : new SpinningThreads(threads - 1);
    }

    @TearDown(Level.Trial)
    public void end() {
        if (others != null) {
            others.close();
        }
    }

    @Setup(Level.Invocation)
    public void empty() {
        ShardRunner runner = others == null ? ShardRunner.IN_TURN : others;
        reflector =
                new Reflector(
                        new Rib(
                                Reflector.SETTINGS,
                                OctetBlock.Source.HEAP,
                                new Sharding(shards, runner)));
        for (int leaf = 0; leaf < 2; leaf++) {
            reflector.drain(reflector.leafUp(leaf));
        }
    }

    @Benchmark
    public void announce() {
        reflector.apply(0, announcements);
    }

    @TearDown(Level.Invocation)
    public void check() {
        reflector.requireSize(ROUTES);
    }
}
