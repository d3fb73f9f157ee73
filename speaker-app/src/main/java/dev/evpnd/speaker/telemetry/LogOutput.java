package dev.evpnd.speaker.telemetry;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Where the lines of the log go: to standard error, for whoever started the program to keep; and
/// which do. The last of them are kept here as well.
public final class LogOutput {
    private static final String PROGRAM = "evpnd";

    /// Of the logs that this program has. That of the program is all of them.
    private static final List<String> NAMES =
            List.of(
                    PROGRAM,
                    "evpnd.admin",
                    "evpnd.console",
                    "evpnd.daemon",
                    "evpnd.http",
                    "evpnd.kernel",
                    "evpnd.session",
                    "evpnd.vtep");

    private static final RecentLines RECENT = new RecentLines();

    private static Level configured = Level.INFO;
    private static boolean json;

    /// What somebody has ordered since the start, by the names of logs.
    private static final Map<String, Level> ORDERED = new TreeMap<>();

    private LogOutput() {}

    /// What a log writes.
    ///
    /// @param level from which severity on
    /// @param ordered whether somebody has [ordered][#order] so
    public record LogLevel(String name, String level, boolean ordered) {}

    /// From now on lines of this severity and above are written, as text or as JSON, but for logs
    /// of which something else was ordered.
    ///
    /// Where this comes before the first logger is asked for, Log4j does not look for a
    /// configuration by itself, which takes longer than to read that of evpnd.
    ///
    /// @param level `ERROR`, `WARN`, `INFO`, `DEBUG` or `TRACE`
    public static synchronized void set(String level, boolean asJson) {
        configured = level(level);
        json = asJson;
        apply();
    }

    /// A log writes lines of this severity and above, whatever is configured.
    ///
    /// @param name one of [#names]
    public static synchronized void order(String name, String level) {
        ORDERED.put(name, level(level));
        apply();
    }

    /// A log writes what is configured, if anything else was ordered.
    public static synchronized void forgetOrder(String name) {
        ORDERED.remove(name);
        apply();
    }

    private static Level level(String name) {
        return Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void apply() {
        var layout = json ? new JsonLayout() : new TextLayout();
        var lines = new Lines(configured, Map.copyOf(ORDERED), layout);
        // Does nothing where somebody has logged already.
        if (Configurator.initialize(lines).getConfiguration() != lines) {
            Configurator.reconfigure(lines);
        }
    }

    /// Of all logs.
    public static List<String> names() {
        return NAMES;
    }

    /// What is written by now: of all logs together, and of those of which something else was
    /// ordered.
    public static synchronized List<LogLevel> levels() {
        var ofAll = ORDERED.getOrDefault(PROGRAM, configured);
        return NAMES.stream()
                .map(
                        name ->
                                new LogLevel(
                                        name,
                                        ORDERED.getOrDefault(name, ofAll).name(),
                                        ORDERED.containsKey(name)))
                .toList();
    }

    public static synchronized boolean isJson() {
        return json;
    }

    /// The lines that were written last, the oldest first.
    public static List<RecentLines.Line> recent(int most) {
        return RECENT.last(most);
    }

    /// All that Log4j is to do. It is made here, and not told by names of plugins, for Log4j would
    /// read first what plugins there are.
    private static final class Lines extends AbstractConfiguration {
        private final Level severity;
        private final Map<String, Level> others;
        private final AbstractStringLayout layout;

        /// @param others of logs by their names
        Lines(Level severity, Map<String, Level> others, AbstractStringLayout layout) {
            super(null, ConfigurationSource.NULL_SOURCE);
            this.severity = severity;
            this.others = others;
            this.layout = layout;
            // Nothing that is written has it; Log4j would look for it, and wait for a resolver that
            // does not answer.
            getProperties().put("hostName", PROGRAM);
        }

        @Override
        public void initialize() {
            var appender = new StandardError(layout);
            addAppender(appender);
            addAppender(RECENT);
            // What libraries warn of are odd machines, not what becomes of sessions.
            getRootLogger().setLevel(Level.ERROR);
            getRootLogger().addAppender(appender, null, null);
            getRootLogger().addAppender(RECENT, null, null);
            var own = new LoggerConfig(PROGRAM, others.getOrDefault(PROGRAM, severity), false);
            own.addAppender(appender, null, null);
            own.addAppender(RECENT, null, null);
            addLogger(PROGRAM, own);
            others.forEach(
                    (name, level) -> {
                        if (!name.equals(PROGRAM)) {
                            addLogger(name, new LoggerConfig(name, level, true));
                        }
                    });
            setState(State.INITIALIZED);
        }
    }
}
