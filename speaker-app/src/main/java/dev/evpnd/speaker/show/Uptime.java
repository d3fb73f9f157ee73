package dev.evpnd.speaker.show;

import java.time.Duration;
import java.util.Locale;

/// How long something is ago, as FRR shows it: in ever larger units.
final class Uptime {
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int WEEKS_OF_A_YEAR = 52;

    private Uptime() {}

    static String of(Duration time) {
        long days = time.toDays();
        if (days == 0) {
            return String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d",
                    time.toHours(),
                    time.toMinutesPart(),
                    time.toSecondsPart());
        }
        if (days < DAYS_OF_A_WEEK) {
            return String.format(
                    Locale.ROOT, "%dd%02dh%02dm", days, time.toHoursPart(), time.toMinutesPart());
        }
        long weeks = days / DAYS_OF_A_WEEK;
        if (weeks < WEEKS_OF_A_YEAR) {
            return String.format(
                    Locale.ROOT, "%02dw%dd%02dh", weeks, days % DAYS_OF_A_WEEK, time.toHoursPart());
        }
        long years = days / 365;
        long left = days - 365 * years;
        return String.format(
                Locale.ROOT, "%02dy%02dw%dd", years, left / DAYS_OF_A_WEEK, left % DAYS_OF_A_WEEK);
    }
}
