package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// Clients of the reflector on one thread, and what keeps them going.
///
/// @param <T> what they make of what they are told
final class Crowd<T extends Table> {
    private static final int INPUT = 1 << 20;
    private static final int CONNECTING_AT_ONCE = 64;
    private static final long KEEPALIVE_NANOS = 30_000_000_000L;

    /// Seldom enough that it takes no time from the reflector that starts.
    private static final long LISTENING_PROBED_NANOS = 5_000_000;

    /// Where the reflector's listening is tried from: no client's address.
    private static final int PROBE = 0x7f02_0001;

    final List<Client<T>> clients = new ArrayList<>();
    private final IntFunction<T> tables;
    private final UpdateChecker checker;
    private final Faults faults;
    private final long limitNanos;
    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
    private long nextKeepalive = System.nanoTime() + KEEPALIVE_NANOS;

    /// @param tables what the client of a number makes of what it is told
    /// @param limit of all that is waited for
    Crowd(IntFunction<T> tables, UpdateChecker checker, Faults faults, Duration limit)
            throws IOException {
        this.tables = tables;
        this.checker = checker;
        this.faults = faults;
        this.limitNanos = limit.toNanos();
        this.selector = Selector.open();
    }

    /// @return when somebody listened
    long awaitListening() {
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
    ///
    /// @return whether all of the clients from one on have sessions
    boolean connect(int first, int count) throws IOException {
        long end = System.nanoTime() + limitNanos;
        while (clients.size() < count || !clients.stream().allMatch(Client::isEstablished)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            clients.replaceAll(it -> it.isClosed() ? client(it.index) : it);
            long waiting = clients.stream().filter(it -> !it.isEstablished()).count();
            while (clients.size() < count && waiting++ < CONNECTING_AT_ONCE) {
                clients.add(client(first + clients.size()));
            }
            turn();
        }
        return true;
    }

    private Client<T> client(int index) {
        try {
            return new Client<>(index, tables.apply(index), checker, faults, selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One more client, which is not waited for.
    Client<T> join() {
        var client = client(clients.size());
        clients.add(client);
        return client;
    }

    /// Reads and writes whatever can be until something holds, the limit is over, or somebody has
    /// lost the session.
    boolean turnUntil(BooleanSupplier done) throws IOException {
        return turnUntil(done, limitNanos);
    }

    boolean turnUntil(BooleanSupplier done, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (lost() == 0) {
            if (done.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() - end > 0) {
                return false;
            }
            turn();
        }
        return false;
    }

    /// How many sessions have ended.
    long lost() {
        return clients.stream().filter(Client::isClosed).count();
    }

    void turn() throws IOException {
        selector.select(1);
        for (var key : selector.selectedKeys()) {
            var client = (Client<?>) key.attachment();
            if (key.isValid() && key.isConnectable()) {
                client.connected();
            }
            if (key.isValid() && key.isWritable()) {
                client.write();
            }
            if (key.isValid() && key.isReadable()) {
                client.read(input);
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

    /// Has a client that reads by hand read.
    void read(Client<T> client, int most) throws IOException {
        client.read(input, most);
    }

    void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
    }
}
