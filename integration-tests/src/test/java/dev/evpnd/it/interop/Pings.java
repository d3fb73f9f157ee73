package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One host that asks another twenty times a second whether it is there, and what of that was not
/// answered. Of a machine that was busy nothing is held against anybody: what was not asked was not
/// lost.
final class Pings {
    private static final String SECONDS = "0.05";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// So many answers in a row, and nothing is lost any more.
    private static final int ENOUGH = 10;

    /// `[1796067866.369624] 64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.136 ms`
    private static final Pattern ANSWER =
            Pattern.compile("\\[(\\d+\\.\\d+)] .* bytes from .*icmp_seq=(\\d+) ");

    /// What ping says when it asks the next time.
    private static final Pattern SILENCE = Pattern.compile("no answer yet for icmp_seq=(\\d+)");

    private static final double MILLIS = 1_000;

    private final Program ping;
    private int mark = 1;

    private Pings(Program ping) {
        this.ping = ping;
    }

    /// Questions in a row that nobody answered.
    ///
    /// @param count how many
    /// @param since when the one before was answered
    /// @param duration from that answer to the next one
    record Gap(int count, Instant since, Duration duration) {}

    private record Seen(TreeMap<Integer, Double> answers, int last) {}

    /// Begins to ask, and waits for answers.
    static Pings begin(Host from, String address) {
        var pings = new Pings(from.run("ping", "-n", "-D", "-O", "-i", SECONDS, address));
        pings.awaitAnswers();
        pings.mark();
        return pings;
    }

    /// What is lost from now on counts.
    void mark() {
        mark = seen().last() + 1;
    }

    /// Waits until what is asked from now on has been answered for a while.
    void awaitAnswers() {
        int now = seen().last();
        assertThat(Waiting.until(LIMIT, () -> isAnsweredAfter(now)))
                .as(() -> ping.lastWords(5))
                .isTrue();
    }

    private boolean isAnsweredAfter(int number) {
        var seen = seen();
        return seen.last() > number + ENOUGH
                && seen.answers().tailMap(seen.last() - ENOUGH, false).size() == ENOUGH;
    }

    /// All gaps since the mark, the first first. What has not been answered yet is none.
    List<Gap> gaps() {
        var answers = seen().answers();
        var gaps = new ArrayList<Gap>();
        // It was begun to count when there were answers.
        var start = answers.lowerEntry(mark);
        int before = start.getKey();
        double then = start.getValue();
        for (var each : answers.tailMap(mark).entrySet()) {
            int lost = each.getKey() - before - 1;
            double seconds = each.getValue();
            if (lost > 0) {
                gaps.add(new Gap(lost, instant(then), Duration.ofMillis(millis(seconds - then))));
            }
            before = each.getKey();
            then = seconds;
        }
        return gaps;
    }

    /// How many were lost since the mark.
    int lost() {
        return gaps().stream().mapToInt(Gap::count).sum();
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(millis(seconds));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * MILLIS);
    }

    private Seen seen() {
        var answers = new TreeMap<Integer, Double>();
        int last = 0;
        for (var line : text().lines().toList()) {
            var answer = ANSWER.matcher(line);
            var silence = SILENCE.matcher(line);
            if (answer.find()) {
                answers.putIfAbsent(
                        Integer.valueOf(answer.group(2)), Double.valueOf(answer.group(1)));
                last = Math.max(last, Integer.parseInt(answer.group(2)));
            } else if (silence.find()) {
                last = Math.max(last, Integer.parseInt(silence.group(1)));
            }
        }
        return new Seen(answers, last);
    }

    private String text() {
        try {
            return Files.readString(ping.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
