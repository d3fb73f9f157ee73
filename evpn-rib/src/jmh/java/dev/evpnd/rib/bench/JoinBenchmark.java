package dev.evpnd.rib.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core brings a leaf that comes late up to a table of 100,000 routes, which have not changed
/// for long: walks them in the order in which they were announced and encodes them for it alone.
/// Aim: 3 million routes a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JoinBenchmark {
    private static final int ROUTES = 100_000;
    private static final int LATE = 2;

    private final Reflector reflector = Reflector.ofLeaves(2);
    private int late;

    @Setup
    public void fill() {
        reflector.apply(0, LeafUpdates.announce(0, 0, ROUTES, 100));
        reflector.drainAll(2);
    }

    @Setup(Level.Invocation)
    public void join() {
        late = reflector.leafUp(LATE);
    }

    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public long join100k() {
        return reflector.drain(late);
    }

    @TearDown(Level.Invocation)
    public void leave() {
        reflector.leafDown(late);
    }
}
