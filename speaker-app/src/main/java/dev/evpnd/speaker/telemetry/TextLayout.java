package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

import java.nio.charset.StandardCharsets;

/// A line for people: when, how severe, what. What was thrown has the lines behind it.
final class TextLayout extends AbstractStringLayout {
    private static final int LEVEL_WIDTH = 5;

    TextLayout() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public String toSerializable(LogEvent event) {
        var line =
                line(
                        Timestamp.of(event.getTimeMillis()),
                        event.getLevel().name(),
                        event.getMessage().getFormattedMessage());
        return event.getThrown() == null
                ? line + '\n'
                : line + '\n' + Thrown.text(event.getThrown());
    }

    static String line(String time, String level, String message) {
        var padding = " ".repeat(Math.max(0, LEVEL_WIDTH - level.length()));
        return time + ' ' + level + padding + ' ' + message;
    }
}
