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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core takes changes of routes that are there, decides and encodes them, in tables of
/// different sizes and for different numbers of leaves in one group. What a change costs must grow
/// with neither, but for the memory that a larger table has to be fetched from. The sending is not
/// measured here: [GroupBenchmark] does.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChangeBenchmark {
    private static final int CHANGES = 1_000;

    @Param({"10000", "1000000"})
    private int table;

    @Param({"1", "500"})
    private int leaves;

    private byte[][][] versions = new byte[0][][];
    private Reflector reflector = new Reflector();
    private int version;
    private int next = -1;

    @Setup
    public void fill() {
        reflector = Reflector.ofLeaves(leaves);
        versions = new byte[2][table / CHANGES][];
        for (int i = 0; i < table / CHANGES; i++) {
            for (int each = 0; each < 2; each++) {
                versions[each][i] =
                        LeafUpdates.announce(0, i * CHANGES, (i + 1) * CHANGES, 100 + each);
            }
            reflector.apply(0, versions[0][i]);
            reflector.drainAll(leaves);
        }
        reflector.requireSize(table);
    }

    /// The next part of the table, in the other of its two versions.
    @Setup(Level.Invocation)
    public void turn() {
        next = (next + 1) % (table / CHANGES);
        version = next == 0 ? 1 - version : version;
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void change() {
        reflector.apply(0, versions[version][next]);
    }

    @TearDown(Level.Invocation)
    public void drain() {
        reflector.drainAll(leaves);
    }
}
