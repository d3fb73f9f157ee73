package dev.evpnd.rib.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core takes changes of routes, decides, encodes them once for the group of all leaves, and
/// copies the messages out for each member. Aim: 1.5 million routes a second for a hundred members:
/// what they cost more than one is the copying alone.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
    private static final int ROUTES = 10_000;

    @Param({"1", "100"})
    private int members;

    private final byte[][] versions = {
        LeafUpdates.announce(0, 0, ROUTES, 100), LeafUpdates.announce(0, 0, ROUTES, 101)
    };
    private Reflector reflector = new Reflector();
    private int version;

    /// The leaf that announces is a member too, which is told nothing of its own.
    @Setup
    public void fill() {
        reflector = Reflector.ofLeaves(1 + members);
        reflector.apply(0, versions[0]);
        reflector.drainAll(1 + members);
    }

    @Setup(Level.Invocation)
    public void turn() {
        version = 1 - version;
    }

    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public long settleAndSend() {
        reflector.apply(0, versions[version]);
        return reflector.drainAll(1 + members);
    }
}
