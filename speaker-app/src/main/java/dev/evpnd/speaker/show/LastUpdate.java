package dev.evpnd.speaker.show;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// When a path came to be what it is.
final class LastUpdate {
    /// As C's `ctime`, with the day in two columns.
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    private LastUpdate() {}

    /// In the time of this place.
    static String text(Instant time) {
        return FORMAT.format(time.atZone(ZoneId.systemDefault()));
    }

    /// How long it is ago: days, hours, minutes and seconds.
    static String age(Duration age) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d:%02d",
                age.toDays(),
                age.toHoursPart(),
                age.toMinutesPart(),
                age.toSecondsPart());
    }
}
