package dev.evpnd.speaker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The logs that there are, and the lines that are kept.
class LogOutputTest {
    private static final Pattern GOTTEN = Pattern.compile("getLogger\\(\\s*\"([^\"]*)\"");

    private final RecentLines recent = new RecentLines();

    @Test
    void everyLogOfTheProgramHasANameThatCanBeSaid() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile).flatMap(LogOutputTest::logs).distinct())
                    .hasSizeGreaterThan(3)
                    .isSubsetOf(LogOutput.names());
        }
    }

    private static Stream<String> logs(Path file) {
        try {
            return GOTTEN.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult each) -> each.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void append(String message) {
        recent.append(
                Log4jLogEvent.newBuilder()
                        .setLevel(Level.WARN)
                        .setLoggerName("evpnd.session")
                        .setMessage(new SimpleMessage(message))
                        .setTimeMillis(1000)
                        .build());
    }

    @Test
    void soManyLinesAreKeptAndNoMore() {
        for (int i = 0; i < RecentLines.MOST + 100; i++) {
            append("line " + i);
        }
        var all = recent.last(Integer.MAX_VALUE);
        assertThat(all).hasSize(RecentLines.MOST);
        assertThat(all.getFirst().message()).isEqualTo("line 100");
        assertThat(recent.last(1).getFirst().text())
                .isEqualTo("1970-01-01T00:00:01.000Z WARN  line 599");
    }

    @Test
    void aLongLineIsCutOffBetweenCharactersAndStaysOne() {
        append("x".repeat(999) + "😀" + "x".repeat(999));
        append("one\ntwo");
        assertThat(recent.last(2).getFirst().message()).isEqualTo("x".repeat(999) + "…");
        assertThat(recent.last(2).getLast().message()).isEqualTo("one two");
    }
}
