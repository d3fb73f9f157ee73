package dev.evpnd.testbed.bench.vtep;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What came out of a trial in which there was nothing to do.
///
/// @param listenMillis from the start until somebody listened for BGP; 0 if nobody did
/// @param processes those of the VTEP, by name
/// @param isUp whether there was a session in the end
record IdleFigures(double listenMillis, List<Resident> processes, boolean isUp) {
    private static final double KIB_PER_MB = 1e6 / 1024;

    /// @param residentKiB what it has in memory
    /// @param shareKiB the same, of what several processes have its share alone
    record Resident(String name, long residentKiB, long shareKiB) {}

    double residentMb() {
        return processes.stream().mapToLong(Resident::residentKiB).sum() / KIB_PER_MB;
    }

    double shareMb() {
        return processes.stream().mapToLong(Resident::shareKiB).sum() / KIB_PER_MB;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "listening after %.0f ms, %.0f MB resident, its share %.0f MB (%s)%s",
                listenMillis,
                residentMb(),
                shareMb(),
                processes.stream()
                        .map(each -> each.name() + " " + each.residentKiB() + " KiB")
                        .collect(Collectors.joining(", ")),
                isUp ? "" : ", without a session");
    }
}
