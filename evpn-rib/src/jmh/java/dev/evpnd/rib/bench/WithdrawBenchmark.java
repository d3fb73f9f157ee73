package dev.evpnd.rib.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core takes back the 100,000 routes of a leaf, decides, and encodes the withdrawals for the
/// group of the other leaves. Aim: 50 ms.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WithdrawBenchmark {
    private static final int ROUTES = 100_000;

    private final byte[] announcements = LeafUpdates.announce(0, 0, ROUTES, 100);
    private final byte[] withdrawals = LeafUpdates.withdraw(0, 0, ROUTES);
    private Reflector reflector = Reflector.ofLeaves(2);

    @Setup(Level.Invocation)
    public void fill() {
        reflector = Reflector.ofLeaves(2);
        reflector.apply(0, announcements);
        reflector.drainAll(2);
        reflector.requireSize(ROUTES);
    }

    /// Its session ends.
    @Benchmark
    public void peerDown() {
        reflector.leafDown(0);
    }

    /// It withdraws them.
    @Benchmark
    public void updates() {
        reflector.apply(0, withdrawals);
    }

    @TearDown(Level.Invocation)
    public void check() {
        reflector.becomeQuiet();
        reflector.requireSize(0);
    }
}
