package dev.evpnd.testbed.bench.vtep;

import java.util.Locale;

/// What came out of one trial.
///
/// @param millis until all hosts or routes were there; 0 if they never were
/// @param backMillis until all that was taken back was gone; 0 if it never was, or was not measured
/// @param processorMillis how long the VTEP was on a processor until all were there
/// @param count how many there were
/// @param isRight whether these were all
record VtepFigures(
        double millis, double backMillis, double processorMillis, int count, boolean isRight) {

    /// As a line of its own.
    String line() {
        return String.format(
                Locale.ROOT,
                "done %.1f %.1f %.0f %d %b",
                millis,
                backMillis,
                processorMillis,
                count,
                isRight);
    }

    /// @throws IllegalArgumentException if it is no [#line]
    static VtepFigures parse(String line) {
        var words = line.split(" ", -1);
        if (words.length != 6 || !words[0].equals("done")) {
            throw new IllegalArgumentException(line);
        }
        return new VtepFigures(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Integer.parseInt(words[4]),
                Boolean.parseBoolean(words[5]));
    }
}
