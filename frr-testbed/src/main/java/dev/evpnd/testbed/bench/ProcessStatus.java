package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says of a process: proc(5).
///
/// @param residentKiB what it has in memory
/// @param peakKiB the most it ever had there
/// @param cpuMillis the time it has been on a processor, in steps of ten
record ProcessStatus(long residentKiB, long peakKiB, long cpuMillis) {
    private static final int MILLIS_PER_TICK = 10;

    static ProcessStatus of(long pid) {
        var directory = Path.of("/proc", String.valueOf(pid));
        try {
            var status = Files.readString(directory.resolve("status"));
            var stat = Files.readString(directory.resolve("stat"));
            // Counted from behind the name, which may hold blanks: fields 14 and 15.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return new ProcessStatus(
                    kibibytes(status, "VmRSS:"),
                    kibibytes(status, "VmHWM:"),
                    ticks * MILLIS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException("the process " + pid + " has ended", e);
        }
    }

    private static long kibibytes(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
