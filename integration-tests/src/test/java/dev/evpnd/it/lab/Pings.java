package dev.evpnd.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// host1 of a lab, which pings host2 twenty times a second.
///
/// @param process ping
/// @param output what it writes
record Pings(Process process, Path output) implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Pattern ANSWER = Pattern.compile("bytes from .* icmp_seq=(\\d+) ");

    static Pings start(String namespace) {
        var ping = List.of("ip", "netns", "exec", namespace, "ping", "-n", "-i", "0.05", "3.3.3.4");
        try {
            var output = Files.createTempFile("ping", ".out");
            output.toFile().deleteOnExit();
            var builder = new ProcessBuilder(ping).redirectErrorStream(true);
            return new Pings(builder.redirectOutput(output.toFile()).start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for answers to what is sent from now on.
    void awaitAnswers(Duration limit) {
        var before = answered();
        var last = before.isEmpty() ? 0 : before.getLast();
        assertThat(Waiting.until(limit, () -> answered().stream().anyMatch(it -> it > last + 1)))
                .as(this::text)
                .isTrue();
    }

    /// The longest time between two that were answered.
    Duration longestOutage() {
        var answered = answered();
        int longest = 0;
        for (int i = 1; i < answered.size(); i++) {
            longest = Math.max(longest, answered.get(i) - answered.get(i - 1) - 1);
        }
        return INTERVAL.multipliedBy(longest);
    }

    /// The numbers of those that were answered.
    private List<Integer> answered() {
        return ANSWER.matcher(text())
                .results()
                .map(it -> Integer.parseInt(it.group(1)))
                .sorted()
                .toList();
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
