package dev.evpnd.speaker.config;

/// What is logged, and in which form.
public record LogSettings(Level level, Format format) {

    public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);

    public boolean isJson() {
        return format == Format.JSON;
    }

    /// From which severity on.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /// Whom the lines are for.
    public enum Format {
        /// People.
        TEXT,
        /// Programs: an object a line.
        JSON
    }
}
