package dev.evpnd.testbed.bench.vtep;

import java.util.Locale;
import java.util.Map;

/// How long moves took.
///
/// @param lost how many never arrived
record MoveFigures(double p50Millis, double p99Millis, double mostMillis, int lost) {

    /// Of those who never came to have all hosts to begin with.
    static final MoveFigures NONE = new MoveFigures(0, 0, 0, MoveLoad.MOVES);

    /// @param heard when each host was heard
    /// @param arrived when each was behind the other VTEP for the first time, 0 where it never was
    static MoveFigures of(Map<Integer, Long> heard, Map<Integer, Long> arrived) {
        var millis =
                heard.entrySet().stream()
                        .mapToDouble(
                                each -> {
                                    long there = arrived.getOrDefault(each.getKey(), 0L);
                                    return there == 0 ? -1 : (there - each.getValue()) / 1e6;
                                })
                        .filter(each -> each >= 0)
                        .sorted()
                        .toArray();
        int lost = heard.size() - millis.length;
        return millis.length == 0
                ? new MoveFigures(0, 0, 0, lost)
                : new MoveFigures(
                        millis[millis.length / 2],
                        millis[millis.length * 99 / 100],
                        millis[millis.length - 1],
                        lost);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "moves: p50 %.2f ms, p99 %.2f ms, most %.2f ms, lost %d",
                p50Millis,
                p99Millis,
                mostMillis,
                lost);
    }
}
