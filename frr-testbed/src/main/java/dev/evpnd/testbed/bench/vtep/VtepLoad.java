package dev.evpnd.testbed.bench.vtep;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// What is beside a VTEP in its namespace while it is measured: the fabric, and who watches the
/// kernel. Says `ready` when the VTEP may be started, and what came out in the end.
final class VtepLoad {
    /// A VTEP that has just started has more to do than to take routes.
    private static final long QUIET_MILLIS = 2_000;

    private final Hosts hosts;
    private final long seconds;
    private final Fabric fabric;
    private final Bridge bridge;

    private VtepLoad(Hosts hosts, long seconds) throws IOException {
        this.hosts = hosts;
        this.seconds = seconds;
        fabric = new Fabric(hosts);
        bridge = new Bridge(hosts, Hosts.REMOTE_VTEP);
    }

    /// @param arguments the direction, how many hosts, whether nothing but the kernel is measured,
    ///   and for how long anything is waited
    static void main(String[] arguments) throws Exception {
        var direction = Direction.valueOf(arguments[0]);
        var hosts = new Hosts(Integer.parseInt(arguments[1]));
        var load = new VtepLoad(hosts, Long.parseLong(arguments[3]));
        var figures =
                Boolean.parseBoolean(arguments[2]) ? load.measureKernel() : load.measure(direction);
        System.out.println(figures.line());
    }

    private VtepFigures measureKernel() {
        bridge.watch();
        System.out.println("ready");
        long begin = System.nanoTime();
        bridge.putAllBeyond();
        return figures(begin, bridge.awaitThere(seconds), bridge.there(), 0, 0);
    }

    private VtepFigures measure(Direction direction) throws IOException, InterruptedException {
        System.out.println("ready");
        if (!fabric.awaitVtep(seconds)) {
            throw new IllegalStateException("no VTEP has come");
        }
        fabric.send(fabric.membership());
        return switch (direction) {
            case REMOTE -> measureRemote();
            case LOCAL -> measureLocal();
            case MOVE -> throw new IllegalArgumentException("hosts move between two VTEPs");
        };
    }

    private VtepFigures measureRemote() throws IOException, InterruptedException {
        var announcements = fabric.announcements();
        var withdrawals = fabric.withdrawals();
        bridge.watch();
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        long processor = Neighborhood.processorMillis();
        long begin = System.nanoTime();
        fabric.send(announcements);
        long there = bridge.awaitThere(seconds);
        processor = Neighborhood.processorMillis() - processor;
        int count = bridge.there();
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        long back = System.nanoTime();
        fabric.send(withdrawals);
        long gone = bridge.awaitGone(seconds);
        return figures(begin, there, count, gone == 0 ? 0 : gone - back, processor);
    }

    private VtepFigures measureLocal() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        long processor = Neighborhood.processorMillis();
        long begin = System.nanoTime();
        bridge.hearAll();
        long there = fabric.awaitAnnounced(seconds);
        processor = Neighborhood.processorMillis() - processor;
        return figures(begin, there, fabric.announced(), 0, processor);
    }

    private VtepFigures figures(
            long begin, long there, int count, long backNanos, long processorMillis) {
        return new VtepFigures(
                there == 0 ? 0 : (there - begin) / 1e6,
                backNanos / 1e6,
                processorMillis,
                count,
                there != 0 && count == hosts.count());
    }
}
