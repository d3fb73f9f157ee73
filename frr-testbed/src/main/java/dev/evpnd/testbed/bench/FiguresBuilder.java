package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

/// Takes the figures phase by phase; those of phases that never came stay null.
final class FiguresBuilder {
    private final Faults faults;
    private @Nullable Double listen;
    private @Nullable Double sessions;
    private @Nullable Double converge;
    private @Nullable Long reflectorCpu;
    private @Nullable Long generatorCpu;
    private @Nullable Long idle;
    private @Nullable Long resident;
    private @Nullable Long peak;
    private @Nullable Double join;
    private @Nullable Flaps flaps;
    private @Nullable Double drop;
    private long repeated;
    private long returned;

    FiguresBuilder(Faults faults) {
        this.faults = faults;
    }

    void listen(double millis) {
        listen = millis;
    }

    void sessions(double millis) {
        sessions = millis;
    }

    void converge(
            @Nullable Double millis,
            ProcessStatus before,
            ProcessStatus after,
            long generatorCpuMillis) {
        converge = millis;
        reflectorCpu = after.cpuMillis() - before.cpuMillis();
        generatorCpu = generatorCpuMillis;
        idle = before.residentKiB();
        resident = after.residentKiB();
        peak = after.peakKiB();
    }

    void repeated(long routes) {
        repeated = routes;
    }

    void returned(long routes) {
        returned = routes;
    }

    void join(@Nullable Double millis) {
        join = millis;
    }

    void flap(@Nullable Flaps all) {
        flaps = all;
    }

    void drop(@Nullable Double millis) {
        drop = millis;
    }

    Figures build() {
        return new Figures(
                listen,
                sessions,
                converge,
                reflectorCpu,
                generatorCpu,
                idle,
                resident,
                peak,
                join,
                flaps == null ? null : flaps.millis(0.5),
                flaps == null ? null : flaps.millis(0.99),
                drop,
                repeated,
                returned,
                faults.count(),
                faults.first());
    }
}
