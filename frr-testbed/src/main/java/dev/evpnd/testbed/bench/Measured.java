package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// All trials of one run with one reflector.
///
/// @param run the run
/// @param contestant the reflector
/// @param trials what came out each time
record Measured(Run run, Contestant contestant, List<Figures> trials) {

    /// The median of a figure, or null where a trial has not reached it.
    @Nullable Double median(Function<Figures, @Nullable Number> figure) {
        var all = trials.stream().map(figure).toList();
        if (all.isEmpty() || all.contains(null)) {
            return null;
        }
        var sorted =
                all.stream()
                        .map(Objects::requireNonNull)
                        .mapToDouble(Number::doubleValue)
                        .sorted()
                        .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    boolean isRight() {
        return trials.stream().allMatch(it -> it.isRight(contestant.reflects()));
    }
}
