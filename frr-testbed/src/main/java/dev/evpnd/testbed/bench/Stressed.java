package dev.evpnd.testbed.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.ArrayList;
import java.util.List;

/// A hardship that was played.
///
/// @param plan how
/// @param figures what came out
/// @param frozen what became of the receiver that was held still, where one was
/// @param listings what the table was listed in, where it was
record Stressed(
        StressPlan plan,
        StressFigures figures,
        FrozenReceiver.Verdict frozen,
        Listings.Figures listings) {

    /// How much less often than others the receiver that was told least was told of a route: it had
    /// fallen behind, and was told what holds and not how that came about. Who asks to be told
    /// again is told more often than others, and that says nothing.
    @JsonProperty
    long spared() {
        return switch (plan.hardship()) {
            case REFRESH -> 0;
            case FLAPPING, SLOW, LISTING -> figures.mostTold() - figures.leastTold();
            case FROZEN -> figures.mostTold() - frozen.told();
        };
    }

    boolean isRight() {
        return figures.isRight() && frozen.right();
    }

    /// What is wrong, where memory has this bound, and the 99th percentile this one.
    List<String> wrongs(long mostKiB, double mostMillis) {
        var all = new ArrayList<>(figures.firstFaults());
        if (!frozen.right()) {
            all.add("the frozen receiver: " + frozen.what());
        }
        if (!isRight() && all.isEmpty()) {
            all.add("not everybody has come to the right table");
        }
        if (figures.peakKiB() > mostKiB) {
            all.add("%d KiB of memory are more than %d".formatted(figures.peakKiB(), mostKiB));
        }
        var p99 = figures.p99Millis();
        if (p99 == null ? mostMillis < Double.POSITIVE_INFINITY : p99 > mostMillis) {
            all.add("the 99th percentile is over %s ms: %s".formatted(mostMillis, p99));
        }
        return all;
    }
}
