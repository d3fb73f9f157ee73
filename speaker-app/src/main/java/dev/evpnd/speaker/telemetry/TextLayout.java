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
        var level = event.getLevel().name();
        var text =
                new StringBuilder()
                        .append(Timestamp.of(event.getTimeMillis()))
                        .append(' ')
                        .append(level)
                        .repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()))
                        .append(' ')
                        .append(event.getMessage().getFormattedMessage())
                        .append('\n');
        if (event.getThrown() != null) {
            text.append(Thrown.text(event.getThrown()));
        }
        return text.toString();
    }
}
