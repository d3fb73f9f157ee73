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

/// One core takes a second path to each of 100,000 routes, as another reflector sends them: looks
/// for the better of the two by every step, and keeps the first. Aim: 1.5 million paths a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SecondPathBenchmark {
    private static final int ROUTES = 100_000;

    private final byte[] announcements = LeafUpdates.announce(0, 0, ROUTES, 100);
    private Reflector reflector = Reflector.ofLeaves(2);

    @Setup(Level.Invocation)
    public void fill() {
        reflector = Reflector.ofLeaves(2);
        reflector.apply(0, announcements);
        reflector.drainAll(2);
    }

    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public void announceAgain() {
        reflector.apply(1, announcements);
    }

    /// The lower address decided for the one that was there.
    @TearDown(Level.Invocation)
    public void check() {
        long told = reflector.drainAll(2);
        if (told != 0) {
            throw new IllegalStateException(told + " octets");
        }
        reflector.requireSize(ROUTES);
    }
}
