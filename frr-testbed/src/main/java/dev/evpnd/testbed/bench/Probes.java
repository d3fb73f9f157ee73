package dev.evpnd.testbed.bench;

/// Changes of single routes that are timed, so many a second, of all senders in turn. The routes
/// are ones that nothing else changes: each of their changes is a probe.
final class Probes {
    private static final int MOST_INDEXES = 16;

    private final Run run;
    private final Announcer announcer;
    private final long nanosEach;
    private final int indexes;
    private final int listeners;
    private final long[] sentNanos;
    private final Latencies latencies;
    private int sent;
    private long excused;

    /// @param rate in a second
    /// @param most how many there will be
    /// @param listeners how many clients each is to arrive at
    Probes(Run run, Announcer announcer, int rate, int most, int listeners) {
        this.run = run;
        this.announcer = announcer;
        this.nanosEach = 1_000_000_000L / rate;
        this.indexes = indexes(run);
        this.listeners = listeners;
        this.sentNanos = new long[most];
        this.latencies = new Latencies(Math.multiplyExact(most, listeners));
    }

    /// How many routes of each sender are for probes, from the first on.
    static int indexes(Run run) {
        return Math.min(MOST_INDEXES, run.routes() / 2);
    }

    /// Sends one if it is due so long after the beginning.
    void turn(long elapsedNanos) {
        if (sent < sentNanos.length && sent * nanosEach <= elapsedNanos) {
            int sender = sent % run.senders();
            int index = sent / run.senders() % indexes;
            sentNanos[sent++] = System.nanoTime();
            announcer.change(sender, index);
        }
    }

    /// A healthy client was told of a change, of a probe or not.
    void changed(int route, int change) {
        int index = route % run.routes();
        if (index < indexes) {
            int number = ((change - 1) * indexes + index) * run.senders() + route / run.routes();
            latencies.add(System.nanoTime() - sentNanos[number]);
        }
    }

    /// A client was told of a change whose time does not count.
    void excuse(int route) {
        if (route % run.routes() < indexes) {
            excused++;
        }
    }

    private long expected() {
        return (long) sent * listeners - excused;
    }

    int sent() {
        return sent;
    }

    /// How many have not arrived, each at each listener: the same route was changed again before.
    long missing() {
        return expected() - latencies.count();
    }

    /// What this part of all does not exceed: infinite if so many have not arrived.
    double millis(double part) {
        return latencies.millis(part, expected());
    }
}
