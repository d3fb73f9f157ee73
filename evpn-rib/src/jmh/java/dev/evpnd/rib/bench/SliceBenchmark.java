package dev.evpnd.rib.bench;

import dev.evpnd.rib.Listing;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.route.RouteFamily;

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
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long one slice of a walk over a table of a million routes holds the writer: of the way of a
/// new policy through what was received, of the settling that follows, of what a late leaf is told,
/// and of a listing. Aim: none above 2 ms, collections of the JVM apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 4)
public class SliceBenchmark {
    private static final int ROUTES = 1_000_000;
    private static final int LATE = 2;
    private static final int ROWS = 2048;
    private static final PeerSettings OPEN = PeerSettings.DEFAULT;
    private static final PeerSettings CLOSED =
            new PeerSettings(
                    OPEN.imports()
                            .withPolicy(new Policy("closed", List.of(Clause.deny(10, List.of())))),
                    OPEN.exports());

    private final Reflector reflector = Reflector.ofLeaves(2);
    private boolean open = true;
    private int late = -1;
    private Listing listing = reflector.rib.view().list(RouteFamily.EVPN);

    @Setup
    public void fill() {
        reflector.apply(0, LeafUpdates.announce(0, 0, ROUTES, 100));
        reflector.drainAll(2);
    }

    /// One slice of a policy that denies all, or of none again.
    @Benchmark
    public boolean judge(Settled settled) {
        boolean more = reflector.rib.work(ROWS);
        settled.of = this;
        return more;
    }

    /// Keeps what waits to be settled from growing, between two measurements.
    @State(Scope.Thread)
    public static class Settled {
        SliceBenchmark of;

        @Setup(Level.Invocation)
        public void settle() {
            if (of != null) {
                of.reflector.rib.settle();
                of.reflector.drainAll(2);
                of.toggleWhenDone();
            }
        }
    }

    private void toggleWhenDone() {
        if (!reflector.rib.work(0)) {
            open = !open;
            reflector.configure(0, open ? OPEN : CLOSED);
        }
    }

    /// The settling of what such a slice has changed, and its encoding for the group.
    @Benchmark
    public boolean settle(Judged judged) {
        boolean settled = reflector.rib.settle(ROWS);
        judged.of = this;
        return settled;
    }

    /// Has a slice judged before each settling.
    @State(Scope.Thread)
    public static class Judged {
        SliceBenchmark of;

        @Setup(Level.Invocation)
        public void judge() {
            if (of != null) {
                of.reflector.drainAll(2);
                of.toggleWhenDone();
                of.reflector.rib.work(ROWS);
            }
        }
    }

    /// One turn of a leaf that comes late.
    @Benchmark
    public boolean send() {
        if (late < 0) {
            late = reflector.leafUp(LATE);
        }
        boolean more = reflector.turn(late) > 0;
        if (!more) {
            reflector.leafDown(late);
            late = -1;
        }
        return more;
    }

    /// One slice of what a `show` command asks for: the keys.
    @Benchmark
    public int list() {
        if (listing.isDone()) {
            listing = reflector.rib.view().list(RouteFamily.EVPN);
        }
        return listing.next(ROWS).size();
    }
}
