package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/// Writes each line at once. Log4j's own appender does as much, and has its builder looked at by
/// reflection before.
final class StandardError extends AbstractAppender {
    private final AbstractStringLayout layout;

    StandardError(AbstractStringLayout layout) {
        super("stderr", null, layout, true, Property.EMPTY_ARRAY);
        this.layout = layout;
    }

    @Override
    public void append(LogEvent event) {
        var line = layout.toByteArray(event);
        // In one call, so that lines of several threads stay apart.
        System.err.write(line, 0, line.length);
        System.err.flush();
    }
}
