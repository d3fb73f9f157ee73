package dev.evpnd.speaker.telemetry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// A time as the log writes it: RFC 3339 in UTC, to the millisecond.
final class Timestamp {
    private Timestamp() {}

    /// Digit by digit: a formatter of the JDK takes longer to be made than all of a short log.
    static String of(long epochMillis) {
        var time = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
        var text = new StringBuilder(24);
        append(text, time.getYear(), 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2).append('T');
        append(text, time.getHour(), 2).append(':');
        append(text, time.getMinute(), 2).append(':');
        append(text, time.getSecond(), 2).append('.');
        return append(text, time.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        var plain = Integer.toString(number);
        return text.repeat('0', digits - plain.length()).append(plain);
    }
}
