package dev.evpnd.testbed.bench;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// All clients of the reflector, on one thread of a process of its own, and the phases of a run.
///
/// It says `ready` once it is warm, then waits for the reflector to listen, and in the end prints
/// its [Figures] as a line of JSON.
final class LoadGenerator {
    private static final int INPUT = 1 << 20;
    private static final int CONNECTING_AT_ONCE = 64;
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long KEEPALIVE_NANOS = 30_000_000_000L;
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final int MOST_FLAPS = 1000;
    private static final long FLAP_NANOS = 1_000_000;

    /// Seldom enough that it takes no time from the reflector that starts.
    private static final long LISTENING_PROBED_NANOS = 5_000_000;

    /// Where the reflector's listening is tried from: no client's address.
    private static final int PROBE = 0x7f02_0001;

    private final Workload workload;
    private final Run run;
    private final boolean reflected;
    private final Path started;
    private final long limitNanos;
    private final UpdateEncoder encoder;
    private final Faults faults = new Faults();
    private final UpdateChecker checker;
    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
    private final List<Client> clients = new ArrayList<>();
    private final FiguresBuilder figures = new FiguresBuilder(faults);
    private Flaps flaps = new Flaps(0, 0);
    private long nextKeepalive = System.nanoTime() + KEEPALIVE_NANOS;

    private LoadGenerator(Run run, boolean reflected, Duration limit, Path started)
            throws IOException {
        this.run = run;
        this.workload = new Workload(run);
        this.reflected = reflected;
        this.started = started;
        this.limitNanos = limit.toNanos();
        this.encoder = new UpdateEncoder(workload);
        this.checker = new UpdateChecker(workload, reflected, faults);
        this.selector = Selector.open();
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
        var announcements = generator.announcements();
        generator.warmUp();
        System.out.println("ready");
        generator.phases(announcements);
        System.out.println(new ObjectMapper().writeValueAsString(generator.figures.build()));
    }

    private List<ByteBuffer> announcements() {
        var all = new ArrayList<ByteBuffer>();
        for (int sender = 0; sender < run.senders(); sender++) {
            all.add(encoder.announcements(sender));
        }
        return all;
    }

    /// Reads routes as a reflector passes them on until the JVM has compiled that.
    private void warmUp() {
        var small = new Workload(new Run(1, 1, 1000, Math.min(run.vnis(), 1000), run.mix()));
        var octets = ByteBuffer.allocateDirect(1000 * 200);
        new UpdateEncoder(small).reflected(octets, 0);
        octets.flip();
        var warm = new UpdateChecker(small, true, faults);
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() - end < 0) {
            var held = new Held(small.run().allRoutes());
            int at = 0;
            while (at < octets.limit()) {
                int next = at + octets.getShort(at + 16);
                warm.update(octets, at + UpdateEncoder.HEADER, next, 1, held);
                at = next;
            }
            if (held.count() != 1000) {
                throw new IllegalStateException("not read as it was written: " + faults.first());
            }
        }
    }

    private void phases(List<ByteBuffer> announcements) throws IOException {
        long listening = awaitListening();
        var words = Files.readString(started).split(" ", -1);
        long pid = Long.parseLong(words[0]);
        figures.listen((listening - Long.parseLong(words[1])) / 1e6);
        if (connect() && converge(announcements, pid) && join() && flap() && reflected) {
            drop();
        }
        figures.returned(clients.stream().mapToLong(it -> it.held.returnedCount()).sum());
        for (var client : clients) {
            client.close();
        }
    }

    private long awaitListening() {
        long end = System.nanoTime() + limitNanos;
        while (System.nanoTime() - end < 0) {
            try (var probe = new Socket()) {
                probe.bind(new InetSocketAddress(Client.inet(PROBE), 0));
                probe.connect(Client.reflector());
                return System.nanoTime();
            } catch (IOException _) {
                LockSupport.parkNanos(LISTENING_PROBED_NANOS);
            }
        }
        throw new IllegalStateException("nobody listens");
    }

    /// A reflector may listen before it knows whom it is to listen to: who is refused tries again.
    private boolean connect() throws IOException {
        long begin = System.nanoTime();
        long end = begin + limitNanos;
        while (!clients.stream().allMatch(Client::isEstablished)
                || clients.size() < run.clients()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            clients.replaceAll(this::alive);
            long waiting = clients.stream().filter(it -> !it.isEstablished()).count();
            while (clients.size() < run.clients() && waiting++ < CONNECTING_AT_ONCE) {
                clients.add(client(clients.size()));
            }
            turn();
        }
        figures.sessions((System.nanoTime() - begin) / 1e6);
        long quiet = System.nanoTime() + QUIET_NANOS;
        return turnUntil(() -> System.nanoTime() - quiet >= 0);
    }

    private Client alive(Client client) {
        return client.isClosed() ? client(client.index) : client;
    }

    private Client client(int index) {
        try {
            return new Client(index, run.allRoutes(), checker, faults, selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean converge(List<ByteBuffer> announcements, long pid) throws IOException {
        long self = ProcessHandle.current().pid();
        var reflectorBefore = ProcessStatus.of(pid);
        var selfBefore = ProcessStatus.of(self);
        long begin = System.nanoTime();
        for (int sender = 0; sender < run.senders(); sender++) {
            clients.get(sender).send(announcements.get(sender));
        }
        boolean done = turnUntil(() -> clients.stream().allMatch(it -> holds(it, run.senders())));
        double millis = (System.nanoTime() - begin) / 1e6;
        figures.converge(
                done ? millis : null,
                reflectorBefore,
                ProcessStatus.of(pid),
                ProcessStatus.of(self).cpuMillis() - selfBefore.cpuMillis());
        figures.repeated(clients.stream().mapToLong(it -> it.held.repeated()).sum());
        clients.forEach(it -> it.held.forgetRepeated());
        return done;
    }

    /// Whether a client holds what so many senders have, of which it may be one.
    private boolean holds(Client client, int senders) {
        boolean sends = client.index < run.senders();
        return client.held.count() == (senders - (sends ? 1 : 0)) * run.routes();
    }

    private boolean join() throws IOException {
        long begin = System.nanoTime();
        var client = client(clients.size());
        clients.add(client);
        boolean done = turnUntil(() -> client.held.count() == run.allRoutes());
        figures.join(done ? (System.nanoTime() - begin) / 1e6 : null);
        return done;
    }

    /// Sends a changed route each millisecond.
    private boolean flap() throws IOException {
        int count = Math.min(MOST_FLAPS, run.routes());
        flaps = new Flaps(count, clients.size() - 1);
        long begin = System.nanoTime();
        boolean done =
                turnUntil(
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
        encoder.flap(message, 0, flaps.sent(), Workload.FIRST_FLAP + flaps.sent());
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
        boolean done = turnUntil(() -> clients.stream().allMatch(it -> lacks(it)));
        figures.drop(done ? (System.nanoTime() - begin) / 1e6 : null);
    }

    private boolean lacks(Client client) {
        return holds(client, run.senders() - 1);
    }

    /// Reads and writes whatever can be until something holds, the limit is over, or somebody has
    /// lost the session.
    private boolean turnUntil(BooleanSupplier done) throws IOException {
        long end = System.nanoTime() + limitNanos;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || clients.stream().anyMatch(Client::isClosed)) {
                return false;
            }
            turn();
        }
        return true;
    }

    private void turn() throws IOException {
        selector.select(1);
        for (var key : selector.selectedKeys()) {
            var client = (Client) key.attachment();
            if (key.isValid() && key.isConnectable()) {
                client.connected();
            }
            if (key.isValid() && key.isWritable()) {
                client.write();
            }
            if (key.isValid() && key.isReadable()) {
                client.read(input, this::arrived);
            }
        }
        selector.selectedKeys().clear();
        if (System.nanoTime() - nextKeepalive >= 0) {
            nextKeepalive += KEEPALIVE_NANOS;
            for (var client : clients) {
                client.keepalive();
            }
        }
    }

    private void arrived(int sequence) {
        flaps.arrived(sequence - Workload.FIRST_FLAP, System.nanoTime());
    }
}
