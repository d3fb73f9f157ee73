package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.LongStream;

/// The clients of a hardship, on one thread of a process of its own.
///
/// It says `ready` once it is warm, `converged` when everybody has everything, waits for the file
/// `play` in its directory and says `playing`. When all changes are made it leaves the file `truth`
/// there, which is what every client of any process has to hold, and in the end it prints its
/// [StressFigures] as a line of JSON. Its sessions stay until it is killed: others may not have
/// looked yet.
final class StressLoad {
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000L;

    private final StressPlan plan;
    private final Run run;
    private final Path directory;
    private final UpdateEncoder encoder;
    private final Truth truth;
    private final Faults faults = new Faults();
    private final Crowd<HeldChanges> crowd;
    private final List<Client<HeldChanges>> clients;
    private final Flapping flapping;
    private final Probes probes;
    private final SlowReaders<HeldChanges> slow;
    private final Refreshing refreshing;

    private StressLoad(StressPlan plan, Duration limit, Path directory) throws IOException {
        this.plan = plan;
        this.run = plan.sizes();
        this.directory = directory;
        var workload = new Workload(run);
        this.encoder = new UpdateEncoder(workload);
        this.truth = new Truth(workload);
        var checker = new UpdateChecker(workload, truth, true, faults);
        this.crowd = new Crowd<>(this::table, checker, faults, limit);
        this.clients = crowd.clients;
        var announcer = new Announcer(workload, truth, clients);
        int rate = plan.rate() * run.senders();
        this.flapping = new Flapping(run, truth, announcer, rate, Probes.indexes(run), plan.seed());
        int slowOnes = plan.hardship() == Hardship.SLOW ? plan.slow() : 0;
        int listeners = run.clients() - 1 - slowOnes;
        int most = plan.probes() * plan.seconds();
        this.probes = new Probes(run, announcer, plan.probes(), most, listeners);
        int buffer = plan.hasBuffers() ? plan.buffers() * 1024 : SlowReaders.LITTLE;
        this.slow = new SlowReaders<>(crowd, plan.slowRate(), buffer);
        this.refreshing = new Refreshing(clients);
    }

    private HeldChanges table(int client) {
        Table.Listener listener =
                plan.isSlow(client)
                        ? (route, change) -> {}
                        : (route, change) -> changed(client, route, change);
        return new HeldChanges(client, run.allRoutes(), faults, listener);
    }

    private void changed(int client, int route, int change) {
        if (refreshing.isWaiting(client)) {
            // It has asked for much else beside this.
            probes.excuse(route);
        } else {
            probes.changed(route, change);
        }
    }

    /// @param arguments the plan as JSON, the limit in seconds of all that is waited for, a
    ///   directory, and in it the name of a file that has the reflector's process id
    static void main(String[] arguments) throws IOException {
        var mapper = new ObjectMapper();
        var directory = Path.of(arguments[2]);
        var load =
                new StressLoad(
                        mapper.readValue(arguments[0], StressPlan.class),
                        Duration.ofSeconds(Long.parseLong(arguments[1])),
                        directory);
        var announcements = load.encoder.all();
        WarmUp.read(load.run);
        System.out.println("ready");
        load.crowd.awaitListening();
        long pid = Started.await(directory.resolve(arguments[3])).pid();
        if (!load.converge(announcements)) {
            throw new IllegalStateException("not converged: " + load.missing());
        }
        System.out.println(mapper.writeValueAsString(load.play(pid)));
        while (true) {
            load.crowd.turn();
        }
    }

    private boolean converge(List<ByteBuffer> announcements) throws IOException {
        if (!crowd.connect(0, run.clients())) {
            return false;
        }
        for (int sender = 0; sender < run.senders(); sender++) {
            clients.get(sender).send(announcements.get(sender));
        }
        if (!crowd.turnUntil(() -> clients.stream().allMatch(this::holdsAll))) {
            return false;
        }
        System.out.println("converged");
        return crowd.turnUntil(() -> Files.exists(directory.resolve("play")));
    }

    private boolean holdsAll(Client<HeldChanges> client) {
        int own = client.index < run.senders() ? run.routes() : 0;
        return client.table.count() == run.allRoutes() - own;
    }

    /// What is wrong where not everybody has everything, or who has not.
    private List<String> missing() {
        clients.stream()
                .filter(it -> !holdsAll(it))
                .forEach(it -> faults.add(it.index, "holds %d routes".formatted(it.table.count())));
        return faults.first();
    }

    private StressFigures play(long pid) throws IOException {
        System.out.println("playing");
        long self = ProcessHandle.current().pid();
        var before = ProcessStatus.of(pid);
        long selfBefore = ProcessStatus.of(self).cpuMillis();
        var watch = new MemoryWatch(pid);
        slow.begin(clients.stream().filter(it -> plan.isSlow(it.index)).toList());
        long begin = System.nanoTime();
        long length = Duration.ofSeconds(plan.seconds()).toNanos();
        crowd.turnUntil(() -> step(System.nanoTime() - begin, length, watch), 2 * length);
        long end = System.nanoTime();
        long cpu = ProcessStatus.of(pid).cpuMillis() - before.cpuMillis();
        long selfCpu = ProcessStatus.of(self).cpuMillis() - selfBefore;
        slow.end();
        refreshing.end();
        truth.write(directory.resolve("truth"));
        boolean settled = settle(watch);
        double settledMillis = (System.nanoTime() - end - QUIET_NANOS) / 1e6;
        return new StressFigures(
                (end - begin) / 1_000_000,
                flapping.sent(),
                refreshing.answered(),
                before.residentKiB(),
                watch.mostKiB(),
                ProcessStatus.of(pid).peakKiB(),
                cpu,
                selfCpu,
                probes.sent(),
                probes.missing(),
                finite(probes.millis(0.5)),
                finite(probes.millis(0.99)),
                finite(probes.millis(1)),
                settled ? settledMillis : null,
                told().max().orElse(0),
                told().min().orElse(0),
                crowd.lost(),
                faults.count(),
                faults.first());
    }

    private LongStream told() {
        return clients.stream().skip(run.senders()).mapToLong(it -> it.table.told());
    }

    private boolean step(long elapsedNanos, long length, MemoryWatch watch) {
        flapping.turn(elapsedNanos);
        probes.turn(elapsedNanos);
        watch.turn();
        try {
            slow.turn();
            if (plan.hardship() == Hardship.REFRESH) {
                refreshing.turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return elapsedNanos >= length;
    }

    /// Waits until everybody has the right table, and a little longer: it has to stay so.
    private boolean settle(MemoryWatch watch) throws IOException {
        var waiting = new ArrayDeque<>(clients);
        var look = new Every(LOOK_NANOS);
        crowd.turnUntil(
                () -> {
                    watch.turn();
                    if (look.isDue()) {
                        waiting.removeIf(it -> wrong(it) == 0);
                    }
                    return waiting.isEmpty() && refreshing.isDone();
                });
        long quiet = System.nanoTime() + QUIET_NANOS;
        crowd.turnUntil(() -> System.nanoTime() - quiet >= 0);
        int right = 0;
        for (var client : clients) {
            int wrong = wrong(client);
            if (wrong == 0) {
                right++;
            } else {
                faults.add(client.index, wrong + " routes are not as they are in truth");
            }
        }
        return right == run.clients() && refreshing.isDone();
    }

    private int wrong(Client<HeldChanges> client) {
        return client.table.wrong(truth, run.routes());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
