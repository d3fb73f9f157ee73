package dev.evpnd.testbed.bench.vtep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What is beside a VTEP in its namespace while hosts move: at the one they are heard, at the other
/// somebody watches until the kernel has them behind the first. Both have the same clock.
final class MoveLoad {
    static final int MOVES = 1_000;
    private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LOOK_MILLIS = 50;

    /// Before the first move.
    private static final long QUIET_MILLIS = 2_000;

    private MoveLoad() {}

    /// Writes which host was heard or arrived when, a line for each.
    ///
    /// @param arguments `from` or `to`, how many hosts there are, the address of the other VTEP in
    ///   hex, for how long is waited, and the file to write
    static void main(String[] arguments) throws Exception {
        var hosts = new Hosts(Integer.parseInt(arguments[1]));
        var bridge = new Bridge(hosts, Integer.parseUnsignedInt(arguments[2], 16));
        long seconds = Long.parseLong(arguments[3]);
        var file = Path.of(arguments[4]);
        bridge.watch();
        switch (arguments[0]) {
            case "from" -> from(bridge, seconds, file);
            case "to" -> to(bridge, seconds, file);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("done");
    }

    /// All hosts are here, and those that move are watched as they go.
    private static void from(Bridge bridge, long seconds, Path file)
            throws IOException, InterruptedException {
        bridge.hearAll();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < deadline && !haveArrived(bridge)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        var text = new StringBuilder();
        for (int host = 0; host < MOVES; host++) {
            text.append(host).append(' ').append(bridge.arrival(host)).append('\n');
        }
        Files.writeString(file, text);
    }

    private static boolean haveArrived(Bridge bridge) {
        for (int host = 0; host < MOVES; host++) {
            if (bridge.arrival(host) == 0) {
                return false;
            }
        }
        return true;
    }

    /// When all hosts are known beyond the fabric, some are heard here, one after the other.
    private static void to(Bridge bridge, long seconds, Path file)
            throws IOException, InterruptedException {
        if (bridge.awaitThere(seconds) == 0) {
            throw new IllegalStateException("only %d have come".formatted(bridge.there()));
        }
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        var text = new StringBuilder();
        long next = System.nanoTime();
        for (int host = 0; host < MOVES; host++) {
            text.append(host).append(' ').append(System.nanoTime()).append('\n');
            bridge.hear(host);
            next += EACH_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        Files.writeString(file, text);
    }
}
