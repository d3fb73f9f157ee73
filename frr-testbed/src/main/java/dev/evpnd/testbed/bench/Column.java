package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Function;

/// A figure as it is shown.
///
/// @param title over the column
/// @param unit behind the title
/// @param scale by which the figure is divided
/// @param digits behind the point
/// @param figure what is shown
record Column(
        String title,
        String unit,
        double scale,
        int digits,
        Function<Figures, @Nullable Number> figure) {

    static final Column CONVERGE = new Column("converge", "s", 1000, 2, Figures::convergeMillis);

    static final Column[] ALL = {
        CONVERGE,
        new Column("cpu", "s", 1000, 2, Figures::reflectorCpuMillis),
        new Column("load cpu", "s", 1000, 2, Figures::generatorCpuMillis),
        new Column("resident", "MB", 1024, 0, Figures::residentKiB),
        new Column("join", "s", 1000, 2, Figures::joinMillis),
        new Column("flap p50", "ms", 1, 2, Figures::flapMedianMillis),
        new Column("p99", "ms", 1, 2, Figures::flap99Millis),
        new Column("drop", "s", 1000, 3, Figures::dropMillis),
        new Column("listening", "s", 1000, 2, Figures::listenMillis),
        new Column("sessions", "s", 1000, 2, Figures::sessionsMillis),
    };

    /// The figure without a unit; a hyphen where it was not reached.
    String text(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value / scale);
    }
}
