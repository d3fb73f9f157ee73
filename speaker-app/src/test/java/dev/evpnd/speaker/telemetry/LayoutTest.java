package dev.evpnd.speaker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.ObjectMapper;

import java.time.Instant;

/// How a line of the log looks.
class LayoutTest {

    private static LogEvent event(String time, Level level, @Nullable Throwable thrown) {
        var fields = new SortedArrayStringMap();
        fields.putValue("event", "session.up");
        fields.putValue("peer", "10.0.0.1");
        return Log4jLogEvent.newBuilder()
                .setLevel(level)
                .setMessage(new SimpleMessage("session.up peer=10.0.0.1"))
                .setContextData(fields)
                .setThrown(thrown)
                .setTimeMillis(Instant.parse(time).toEpochMilli())
                .build();
    }

    private static String text(LogEvent event) {
        return new TextLayout().toSerializable(event);
    }

    private static String json(LogEvent event) {
        return new JsonLayout().toSerializable(event);
    }

    @Test
    void peopleReadWhenHowSevereAndWhat() {
        assertThat(text(event("2026-11-09T08:07:06.005Z", Level.INFO, null)))
                .isEqualTo("2026-11-09T08:07:06.005Z INFO  session.up peer=10.0.0.1\n");
        assertThat(text(event("2026-01-01T00:00:00Z", Level.ERROR, null)))
                .isEqualTo("2026-01-01T00:00:00.000Z ERROR session.up peer=10.0.0.1\n");
    }

    @Test
    void programsReadAnObjectALineWithAFieldForEachOfTheEvents() {
        var line = json(event("2026-11-09T08:07:06.005Z", Level.WARN, null));
        assertThat(line).endsWith("}\n").doesNotContainPattern("\n.");
        assertThat(new ObjectMapper().readTree(line))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"time": "2026-11-09T08:07:06.005Z", "level": "WARN",
                                         "message": "session.up peer=10.0.0.1",
                                         "fields": {"event": "session.up", "peer": "10.0.0.1"}}
                                        """));
    }

    @Test
    void whatWasThrownIsToldWithWhereItWas() {
        var thrown = event("2026-11-09T08:07:06Z", Level.ERROR, new IllegalStateException("two"));
        assertThat(text(thrown))
                .contains(
                        "java.lang.IllegalStateException: two\n\tat " + LayoutTest.class.getName());
        assertThat(json(thrown)).endsWith("}\n").doesNotContainPattern("\n.");
        assertThat(new ObjectMapper().readTree(json(thrown)).get("thrown").asString())
                .startsWith("java.lang.IllegalStateException: two\n\tat ");
    }
}
