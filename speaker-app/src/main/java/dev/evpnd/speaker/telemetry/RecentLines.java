package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

import java.util.ArrayDeque;
import java.util.List;

/// The lines that were written last, for whoever asks: so many at most, and what is beyond the
/// length of each is cut off.
public final class RecentLines extends AbstractAppender {
    /// Half a MiB, about.
    public static final int MOST = 500;

    private static final int LONGEST = 1000;

    private final ArrayDeque<Line> lines = new ArrayDeque<>();

    /// @param time as the log writes it
    /// @param name of the log
    public record Line(String time, String level, String name, String message) {

        /// As it was written for people.
        public String text() {
            return TextLayout.line(time, level, message);
        }
    }

    RecentLines() {
        super("recent", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
        var message = event.getMessage().getFormattedMessage();
        var thrown = event.getThrown() == null ? "" : ": " + event.getThrown();
        var line =
                new Line(
                        Timestamp.of(event.getTimeMillis()),
                        event.getLevel().name(),
                        event.getLoggerName(),
                        shortened(message + thrown));
        synchronized (lines) {
            if (lines.size() == MOST) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    private static String shortened(String text) {
        var line = text.replace('\n', ' ');
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }

    /// The last of them, the oldest first.
    List<Line> last(int most) {
        synchronized (lines) {
            return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
        }
    }
}
