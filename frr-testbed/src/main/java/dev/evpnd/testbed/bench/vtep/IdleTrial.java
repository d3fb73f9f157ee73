package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.bench.vtep.IdleFigures.Resident;
import dev.evpnd.testbed.host.Host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A VTEP with bridges and a session, to which nothing happens: how soon it listens, and what it
/// has in memory when it has come to rest.
final class IdleTrial {
    private static final String ADDRESS = "192.0.2.15";
    private static final Path PROC = Path.of("/proc");

    /// In `/proc/net/tcp`: its own end is of port 179 and listens, or one end is and is connected.
    private static final Pattern LISTENS =
            Pattern.compile("(?m)^ *\\d+: [0-9A-F]+:00B3 [0-9A-F:]+ 0A ");

    private static final Pattern CONNECTED =
            Pattern.compile(
                    "(?m)^ *\\d+: ([0-9A-F]+:00B3 [0-9A-F:]+|[0-9A-F:]+ [0-9A-F]+:00B3) 01 ");
    private static final long AGAIN_NANOS = 10_000_000;

    private IdleTrial() {}

    /// @param vnis that it has, each with a bridge
    /// @param settleSeconds until it is at rest
    /// @param seconds for which anything is waited
    /// @param evpnd the command that evpnd is started with; another one is the reflector
    static IdleFigures of(
            VtepContestant contestant,
            int vnis,
            int settleSeconds,
            int seconds,
            EvpndCommand evpnd) {
        try (var lab = Lab.open()) {
            var vtep = prepare(lab, vnis);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            VtepContestant.EVPND.startReflector(lab, evpnd);
            // What begins beside it would be measured, too.
            awaitListening(witness(lab.host()), end);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(settleSeconds));
            long witness = witness(vtep);
            var listening = CompletableFuture.supplyAsync(() -> awaitListening(witness, end));
            long begin = System.nanoTime();
            contestant.start(lab, vtep, ADDRESS, Direction.IDLE, evpnd);
            long listens = listening.join();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(settleSeconds));
            return new IdleFigures(
                    listens == 0 ? 0 : (listens - begin) / 1e6,
                    residents(witness),
                    has(witness, CONNECTED));
        }
    }

    /// It has the network's view of all that is there, and no socket.
    private static long witness(Host host) {
        return host.run("sleep", "infinity").pid();
    }

    private static Host prepare(Lab lab, int vnis) {
        var vtep = lab.addHost("vtep");
        lab.link(lab.host(), "to-vtep", vtep, "fabric");
        lab.host().address("to-vtep", "192.0.2.12/24");
        vtep.address("fabric", ADDRESS + "/24");
        vtep.ip("link", "set", "lo", "up");
        for (int number = 0; number < vnis; number++) {
            VtepTrial.bridge(vtep, "br" + number, Hosts.VNI + number, ADDRESS);
        }
        return vtep;
    }

    /// @return when somebody listened; 0 if nobody did in time
    private static long awaitListening(long witness, long end) {
        while (System.nanoTime() < end) {
            if (has(witness, LISTENS)) {
                return System.nanoTime();
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
        return 0;
    }

    private static boolean has(long witness, Pattern line) {
        var network = PROC.resolve(String.valueOf(witness)).resolve("net");
        return Stream.of("tcp", "tcp6")
                .map(network::resolve)
                .filter(Files::exists)
                .anyMatch(table -> line.matcher(read(table)).find());
    }

    /// All processes of its namespace but itself.
    private static List<Resident> residents(long witness) {
        try (var processes = Files.list(PROC)) {
            var namespace = namespace(PROC.resolve(String.valueOf(witness)));
            return processes
                    .filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> !each.endsWith(String.valueOf(witness)))
                    .filter(each -> namespace(each).equals(namespace))
                    .map(IdleTrial::resident)
                    .sorted(Comparator.comparing(Resident::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path namespace(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/net"));
        } catch (IOException gone) {
            return process;
        }
    }

    private static Resident resident(Path process) {
        var rollup = read(process.resolve("smaps_rollup"));
        return new Resident(
                read(process.resolve("comm")).strip(),
                kibibytes(rollup, "Rss:"),
                kibibytes(rollup, "Pss:"));
    }

    private static long kibibytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
