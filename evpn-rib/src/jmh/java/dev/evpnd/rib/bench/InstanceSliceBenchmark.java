package dev.evpnd.rib.bench;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

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

/// How long the writer is held by what a MAC-VRF with 50,000 hosts makes it do, half of which are
/// here and half behind another VTEP: by one event, and by one slice of what follows. Aim: neither
/// above 2 ms, collections of the JVM apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 5)
public class InstanceSliceBenchmark {
    private static final int HOSTS = 25_000;
    private static final int ROWS = 2048;
    private static final int PORT = 7;
    private static final Vni VNI = new Vni(4_000_000);
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1");

    private final Reflector reflector = Reflector.ofLeaves(2);
    private int events;
    private boolean settled;

    private static MacVrfSettings settings(int assigned) {
        return MacVrfSettings.of(
                VNI,
                RouteDistinguisher.parse("192.0.2.1:" + assigned),
                List.of(new ImportTarget.Exact(RouteTarget.of(new Asn(65000), 0))),
                List.of(RouteTarget.of(new Asn(65000), VNI.number())),
                HERE);
    }

    @Setup
    public void fill() {
        reflector.apply(0, LeafUpdates.announceOneVni(0, HOSTS));
        configure();
        reflector.drainAll(2);
        settled = true;
    }

    private void configure() {
        reflector.rib.configure(settings(1));
        var instances = reflector.rib.instances();
        for (int i = 0; i < HOSTS; i++) {
            var mac = new MacAddress(0x0600_0000_0000L | i);
            instances.macLearned(VNI, mac, PORT, false, 0);
            instances.neighborLearned(VNI, new Ipv4Address(0x0b00_0000 + i), mac, false, 0);
        }
    }

    /// The event itself.
    @Benchmark
    public void event(Quiet quiet) {
        quiet.of = this;
        next();
    }

    private void next() {
        switch (events++ % 3) {
            case 0 -> reflector.rib.configure(settings(2));
            case 1 -> reflector.rib.unconfigureMacVrf(VNI);
            default -> reflector.rib.configure(settings(1));
        }
    }

    /// Has all done that follows from the event before.
    @State(Scope.Thread)
    public static class Quiet {
        InstanceSliceBenchmark of;

        @Setup(Level.Invocation)
        public void settle() {
            if (of != null) {
                if (of.events % 3 == 0) {
                    of.configure();
                }
                of.reflector.rib.settle();
                of.reflector.rib.drainInstanceChanges();
                of.reflector.drainAll(2);
            }
        }
    }

    /// One slice of what follows from it, the changes for the kernel included.
    @Benchmark
    public int slice(Busy busy) {
        settled = reflector.rib.settle(ROWS);
        busy.of = this;
        return reflector.rib.drainInstanceChanges().size();
    }

    /// Has an event happen when all is done that follows from the one before.
    @State(Scope.Thread)
    public static class Busy {
        InstanceSliceBenchmark of;

        @Setup(Level.Invocation)
        public void happen() {
            if (of == null) {
                return;
            }
            of.reflector.drainAll(2);
            if (of.settled) {
                of.next();
                if (of.events % 3 == 0) {
                    of.configure();
                    of.reflector.rib.drainInstanceChanges();
                }
            }
        }
    }
}
