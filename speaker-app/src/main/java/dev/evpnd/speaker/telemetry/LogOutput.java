package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

import java.util.Locale;

/// Where the lines of the log go: to standard error, for whoever started the program to keep.
public final class LogOutput {
    private static final String APPENDER = "stderr";
    private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS}{UTC}Z %-5p %m%n%xEx";

    /// An object a line, with a field for each of those of a [LogEvent].
    private static final String JSON =
            """
            {"time": {"$resolver": "timestamp", "pattern": {"format": "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",\
             "timeZone": "UTC"}},
             "level": {"$resolver": "level", "field": "name"},
             "message": {"$resolver": "message", "stringified": true},
             "fields": {"$resolver": "mdc"},
             "thrown": {"$resolver": "exception", "field": "stackTrace",\
             "stackTrace": {"stringified": true}}}\
            """;

    private LogOutput() {}

    /// From now on lines of this severity and above are written, as text or as JSON.
    ///
    /// @param level `ERROR`, `WARN`, `INFO`, `DEBUG` or `TRACE`
    public static void set(String level, boolean json) {
        var builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.ERROR);
        builder.add(
                builder.newAppender(APPENDER, "Console")
                        .addAttribute("target", "SYSTEM_ERR")
                        .add(layout(builder, json)));
        // What libraries warn of are odd machines, not what becomes of sessions.
        builder.add(builder.newRootLogger(Level.ERROR).add(builder.newAppenderRef(APPENDER)));
        builder.add(
                builder.newLogger("evpnd", Level.valueOf(level.toUpperCase(Locale.ROOT)))
                        .addAttribute("additivity", false)
                        .add(builder.newAppenderRef(APPENDER)));
        Configurator.reconfigure(builder.build(false));
    }

    private static LayoutComponentBuilder layout(
            ConfigurationBuilder<BuiltConfiguration> builder, boolean json) {
        return json
                ? builder.newLayout("JsonTemplateLayout").addAttribute("eventTemplate", JSON)
                : builder.newLayout("PatternLayout").addAttribute("pattern", TEXT);
    }
}
