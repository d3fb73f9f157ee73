package dev.evpnd.rib.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core takes announcements of what is there already, as a leaf sends them that was asked to
/// refresh. Aim: 3 million routes a second, and nobody is told anything.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RepeatBenchmark {
    private static final int ROUTES = 100_000;

    private final byte[] announcements = LeafUpdates.announce(0, 0, ROUTES, 100);
    private final Reflector reflector = Reflector.ofLeaves(2);

    @Setup
    public void fill() {
        reflector.apply(0, announcements);
        reflector.drainAll(2);
    }

    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public long repeat() {
        reflector.apply(0, announcements);
        long told = reflector.drainAll(2);
        if (told != 0) {
            throw new IllegalStateException(told + " octets");
        }
        return told;
    }
}
