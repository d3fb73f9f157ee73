package dev.evpnd.testbed.bench.vtep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The other processes of the namespace that this one is in: the VTEP that is measured.
final class Neighborhood {
    private static final Path PROC = Path.of("/proc");

    /// Of `/proc/…/stat`, counted from behind the name: user and system time, in hundredths of a
    /// second wherever Linux runs.
    private static final int USER_TIME = 11;

    private static final int MILLIS_OF_A_TICK = 10;

    private Neighborhood() {}

    /// How long they were on a processor so far, in milliseconds.
    static long processorMillis() {
        var own = ProcessHandle.current().pid();
        var namespace = namespace(PROC.resolve("self"));
        try (var all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            long ticks = 0;
            for (var each : all) {
                if (!each.endsWith(String.valueOf(own)) && namespace.equals(namespace(each))) {
                    ticks += ticks(each);
                }
            }
            return ticks * MILLIS_OF_A_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> namespace(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static long ticks(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(words[USER_TIME]) + Long.parseLong(words[USER_TIME + 1]);
        } catch (IOException gone) {
            return 0;
        }
    }
}
