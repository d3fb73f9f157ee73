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

/// One core takes the announcements of a leaf that are not there yet into a table that grows from
/// nothing, decides, and encodes for the group of the other leaves. Aim: 1.5 million routes a
/// second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnounceBenchmark {
    private static final int ROUTES = 100_000;

    private final byte[] announcements = LeafUpdates.announce(0, 0, ROUTES, 100);
    private Reflector reflector = Reflector.ofLeaves(2);

    @Setup(Level.Invocation)
    public void empty() {
        reflector = Reflector.ofLeaves(2);
    }

    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public void announce() {
        reflector.apply(0, announcements);
    }

    @TearDown(Level.Invocation)
    public void check() {
        reflector.requireSize(ROUTES);
    }
}
