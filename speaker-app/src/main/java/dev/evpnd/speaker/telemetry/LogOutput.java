package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

import java.util.Locale;

/// Where the lines of the log go: to standard error, for whoever started the program to keep.
public final class LogOutput {
    private static final String PROGRAM = "evpnd";

    private LogOutput() {}

    /// From now on lines of this severity and above are written, as text or as JSON.
    ///
    /// Where this comes before the first logger is asked for, Log4j does not look for a
    /// configuration by itself, which takes longer than to read that of evpnd.
    ///
    /// @param level `ERROR`, `WARN`, `INFO`, `DEBUG` or `TRACE`
    public static void set(String level, boolean json) {
        var severity = Level.valueOf(level.toUpperCase(Locale.ROOT));
        var lines = new Lines(severity, json ? new JsonLayout() : new TextLayout());
        // Does nothing where somebody has logged already.
        if (Configurator.initialize(lines).getConfiguration() != lines) {
            Configurator.reconfigure(lines);
        }
    }

    /// All that Log4j is to do. It is made here, and not told by names of plugins, for Log4j would
    /// read first what plugins there are.
    private static final class Lines extends AbstractConfiguration {
        private final Level severity;
        private final AbstractStringLayout layout;

        Lines(Level severity, AbstractStringLayout layout) {
            super(null, ConfigurationSource.NULL_SOURCE);
            this.severity = severity;
            this.layout = layout;
        }

        @Override
        public void initialize() {
            var appender = new StandardError(layout);
            addAppender(appender);
            // What libraries warn of are odd machines, not what becomes of sessions.
            getRootLogger().setLevel(Level.ERROR);
            getRootLogger().addAppender(appender, null, null);
            var own = new LoggerConfig(PROGRAM, severity, false);
            own.addAppender(appender, null, null);
            addLogger(PROGRAM, own);
            setState(State.INITIALIZED);
        }
    }
}
