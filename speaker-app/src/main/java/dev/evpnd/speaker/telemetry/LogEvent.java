package dev.evpnd.speaker.telemetry;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import java.util.LinkedHashMap;
import java.util.Map;

/// A line of the log: what happened, and to whom. People read it as `session.up peer=10.0.0.1
/// hold=90`, and programs as a JSON object with a field for each.
public final class LogEvent {
    private final Logger log;
    private final Level level;
    private final String event;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private LogEvent(Logger log, Level level, String event) {
        this.log = log;
        this.level = level;
        this.event = event;
    }

    public static LogEvent error(Logger log, String event) {
        return new LogEvent(log, Level.ERROR, event);
    }

    public static LogEvent warn(Logger log, String event) {
        return new LogEvent(log, Level.WARN, event);
    }

    public static LogEvent info(Logger log, String event) {
        return new LogEvent(log, Level.INFO, event);
    }

    public LogEvent with(String field, Object value) {
        fields.put(field, value.toString());
        return this;
    }

    public void write() {
        builder().log(line());
    }

    /// The cause is a defect of this program, and how it came there is worth the lines.
    public void write(Throwable cause) {
        builder().setCause(cause).log(line());
    }

    private LoggingEventBuilder builder() {
        var builder = log.atLevel(level).addKeyValue("event", event);
        for (var field : fields.entrySet()) {
            builder = builder.addKeyValue(field.getKey(), field.getValue());
        }
        return builder;
    }

    private String line() {
        var line = new StringBuilder(event);
        fields.forEach(
                (field, value) -> line.append(' ').append(field).append('=').append(quoted(value)));
        return line.toString();
    }

    /// One value is one word of a line, and one line stays one.
    private static String quoted(String value) {
        boolean plain =
                !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127 && c != '"');
        if (plain) {
            return value;
        }
        var quoted = new StringBuilder(value.length() + 2).append('"');
        value.chars()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                quoted.append('\\').append((char) c);
                            } else if (c < ' ' || c == 127) {
                                quoted.append("\\x%02x".formatted(c));
                            } else {
                                quoted.append((char) c);
                            }
                        });
        return quoted.append('"').toString();
    }
}
