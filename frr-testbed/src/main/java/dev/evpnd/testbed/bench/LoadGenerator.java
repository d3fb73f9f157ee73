package dev.evpnd.testbed.bench;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All clients of the reflector, on one thread of a process of its own, and the phases of a run.
///
/// It says `ready` once it is warm, then waits for the reflector to listen, and in the end prints
/// its [Figures] as a line of JSON.
final class LoadGenerator {
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final int MOST_FLAPS = 1000;
    private static final long FLAP_NANOS = 1_000_000;

    private final Run run;
    private final boolean reflected;
    private final Path started;
    private final UpdateEncoder encoder;
    private final Truth truth;
    private final Faults faults = new Faults();
    private final Crowd<Held> crowd;
    private final List<Client<Held>> clients;
    private final FiguresBuilder figures = new FiguresBuilder(faults);
    private Flaps flaps = new Flaps(0, 0);

    private LoadGenerator(Run run, boolean reflected, Duration limit, Path started)
            throws IOException {
        this.run = run;
        this.reflected = reflected;
        this.started = started;
        var workload = new Workload(run);
        this.encoder = new UpdateEncoder(workload);
        this.truth = new Truth(workload);
        var checker = new UpdateChecker(workload, truth, reflected, faults);
        this.crowd =
                new Crowd<>(
                        client -> new Held(run.allRoutes(), this::changed), checker, faults, limit);
        this.clients = crowd.clients;
    }

    /// @param arguments the run, whether routes are reflected and not only copied, the limit of
    ///   each phase in seconds, and a file that has the reflector's process id and its time of
    ///   start
    static void main(String[] arguments) throws IOException {
        var generator =
                new LoadGenerator(
                        Run.parse(arguments[0]),
                        Boolean.parseBoolean(arguments[1]),
                        Duration.ofSeconds(Long.parseLong(arguments[2])),
                        Path.of(arguments[3]));
        var announcements = generator.encoder.all();
        WarmUp.read(generator.run);
        System.out.println("ready");
        generator.phases(announcements);
        System.out.println(new ObjectMapper().writeValueAsString(generator.figures.build()));
    }

    private void phases(List<ByteBuffer> announcements) throws IOException {
        long listening = crowd.awaitListening();
        var reflector = Started.await(started);
        figures.listen((listening - reflector.begin()) / 1e6);
        if (connect()
                && converge(announcements, reflector.pid())
                && join()
                && flap()
                && reflected) {
            drop();
        }
        figures.returned(clients.stream().mapToLong(it -> it.table.returnedCount()).sum());
        crowd.close();
    }

    private boolean connect() throws IOException {
        long begin = System.nanoTime();
        if (!crowd.connect(0, run.clients())) {
            return false;
        }
        figures.sessions((System.nanoTime() - begin) / 1e6);
        long quiet = System.nanoTime() + QUIET_NANOS;
        return crowd.turnUntil(() -> System.nanoTime() - quiet >= 0);
    }

    private boolean converge(List<ByteBuffer> announcements, long pid) throws IOException {
        long self = ProcessHandle.current().pid();
        var reflectorBefore = ProcessStatus.of(pid);
        var selfBefore = ProcessStatus.of(self);
        long begin = System.nanoTime();
        for (int sender = 0; sender < run.senders(); sender++) {
            clients.get(sender).send(announcements.get(sender));
        }
        boolean done =
                crowd.turnUntil(() -> clients.stream().allMatch(it -> holds(it, run.senders())));
        double millis = (System.nanoTime() - begin) / 1e6;
        figures.converge(
                done ? millis : null,
                reflectorBefore,
                ProcessStatus.of(pid),
                ProcessStatus.of(self).cpuMillis() - selfBefore.cpuMillis());
        figures.repeated(clients.stream().mapToLong(it -> it.table.repeated()).sum());
        clients.forEach(it -> it.table.forgetRepeated());
        return done;
    }

    /// Whether a client holds what so many senders have, of which it may be one.
    private boolean holds(Client<Held> client, int senders) {
        boolean sends = client.index < run.senders();
        return client.table.count() == (senders - (sends ? 1 : 0)) * run.routes();
    }

    private boolean join() throws IOException {
        long begin = System.nanoTime();
        var client = crowd.join();
        boolean done = crowd.turnUntil(() -> client.table.count() == run.allRoutes());
        figures.join(done ? (System.nanoTime() - begin) / 1e6 : null);
        return done;
    }

    /// Sends a changed route each millisecond.
    private boolean flap() throws IOException {
        int count = Math.min(MOST_FLAPS, run.routes());
        flaps = new Flaps(count, clients.size() - 1);
        long begin = System.nanoTime();
        boolean done =
                crowd.turnUntil(
                        () -> {
                            long due = begin + flaps.sent() * FLAP_NANOS;
                            if (!flaps.areSent() && System.nanoTime() - due >= 0) {
                                sendFlap();
                            }
                            return flaps.areDone();
                        });
        figures.flap(done ? flaps : null);
        return done;
    }

    private void sendFlap() {
        var message = ByteBuffer.allocate(256);
        encoder.change(message, 0, flaps.sent(), truth.change(flaps.sent()));
        flaps.sending(System.nanoTime());
        try {
            clients.get(0).send(message.flip());
        } catch (IOException e) {
            faults.add(0, e.getMessage() == null ? "cannot send" : e.getMessage());
        }
    }

    private void drop() throws IOException {
        long begin = System.nanoTime();
        var dropped = clients.removeFirst();
        dropped.close();
        boolean done = crowd.turnUntil(() -> clients.stream().allMatch(it -> lacks(it)));
        figures.drop(done ? (System.nanoTime() - begin) / 1e6 : null);
    }

    private boolean lacks(Client<Held> client) {
        return holds(client, run.senders() - 1);
    }

    /// The flap of a number is that of sender 0's route of that number.
    private void changed(int route, int change) {
        flaps.arrived(route, System.nanoTime());
    }
}
