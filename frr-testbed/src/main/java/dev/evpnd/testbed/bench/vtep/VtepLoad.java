package dev.evpnd.testbed.bench.vtep;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// What is beside a VTEP in its namespace while it is measured: the fabric, and who watches the
/// kernel. Says `ready` when the VTEP may be started, and what came out in the end.
final class VtepLoad {
    /// A VTEP that has just started has more to do than to take routes.
    private static final long QUIET_MILLIS = 2_000;

    private final int all;
    private final long seconds;
    private final Fabric fabric;
    private final KernelTable table;

    private VtepLoad(Beyond beyond, long seconds) throws IOException {
        all = beyond.count();
        this.seconds = seconds;
        fabric = new Fabric(beyond);
        table =
                switch (beyond) {
                    case Hosts hosts -> new Bridge(hosts, Hosts.REMOTE_VTEP);
                    case Prefixes prefixes -> new MainTable(prefixes);
                };
    }

    /// @param arguments the direction, how many hosts or prefixes, whether nothing but the kernel
    ///   is measured, and for how long anything is waited
    static void main(String[] arguments) throws Exception {
        var direction = Direction.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        var beyond = direction == Direction.ROUTES ? new Prefixes(count) : new Hosts(count);
        var load = new VtepLoad(beyond, Long.parseLong(arguments[3]));
        var figures =
                Boolean.parseBoolean(arguments[2]) ? load.measureKernel() : load.measure(direction);
        System.out.println(figures.line());
    }

    private VtepFigures measureKernel() {
        table.watch();
        System.out.println("ready");
        long begin = System.nanoTime();
        table.putAllBeyond();
        long there = table.awaitThere(seconds);
        return figures(begin, there, table.there(), 0, 0);
    }

    private VtepFigures measure(Direction direction) throws IOException, InterruptedException {
        System.out.println("ready");
        if (!fabric.awaitVtep(seconds)) {
            throw new IllegalStateException("no VTEP has come");
        }
        fabric.send(fabric.membership());
        return switch (direction) {
            case REMOTE, ROUTES -> measureRemote();
            case LOCAL -> measureLocal(new Bridge(new Hosts(all), Hosts.REMOTE_VTEP));
            case MOVE, IDLE -> throw new IllegalArgumentException("nothing is timed so");
        };
    }

    private VtepFigures measureRemote() throws IOException, InterruptedException {
        var announcements = fabric.announcements();
        var withdrawals = fabric.withdrawals();
        table.watch();
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        long processor = Neighborhood.processorMillis();
        long begin = System.nanoTime();
        fabric.send(announcements);
        long there = table.awaitThere(seconds);
        processor = Neighborhood.processorMillis() - processor;
        int count = table.there();
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        long back = System.nanoTime();
        fabric.send(withdrawals);
        long gone = table.awaitGone(seconds);
        return figures(begin, there, count, gone == 0 ? 0 : gone - back, processor);
    }

    private VtepFigures measureLocal(Bridge bridge) throws InterruptedException {
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
                there != 0 && count == all);
    }
}
