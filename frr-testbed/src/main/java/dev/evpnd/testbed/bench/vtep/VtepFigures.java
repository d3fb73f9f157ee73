package dev.evpnd.testbed.bench.vtep;

import java.util.Locale;

/// What came out of one trial.
///
/// @param millis until all hosts were there; 0 if they never were
/// @param backMillis until all that was taken back was gone; 0 if it never was, or was not measured
/// @param count how many there were
/// @param isRight whether these were all
record VtepFigures(double millis, double backMillis, int count, boolean isRight) {

    /// As a line of its own.
    String line() {
        return String.format(
                Locale.ROOT, "done %.1f %.1f %d %b", millis, backMillis, count, isRight);
    }

    /// @throws IllegalArgumentException if it is no [#line]
    static VtepFigures parse(String line) {
        var words = line.split(" ", -1);
        if (words.length != 5 || !words[0].equals("done")) {
            throw new IllegalArgumentException(line);
        }
        return new VtepFigures(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Integer.parseInt(words[3]),
                Boolean.parseBoolean(words[4]));
    }
}
