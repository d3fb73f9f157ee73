package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `frr-testbed/bin/reflector-bench`: measures reflectors one after the other, in turns, each time
/// with a new process, and reports medians.
public final class ReflectorBench {
    private static final String USAGE =
            """
            usage: reflector-bench [--of NAME,…] [--runs RUN,…] [--repeat N] [--limit SECONDS]
                                   [--out DIRECTORY]

            --of      of evpnd, frr-10.7, bird, gobgp, floor; all of them unless told otherwise
            --runs    senders/receivers/routes of each/VNIs, with /mobility or /addresses behind it
                      for routes that share no attributes, or differ in their addresses;
                      50/50/4000/20 unless told otherwise; "all" is the five runs of the targets
            --repeat  how often, in turns; 3
            --limit   of each phase of a run; 120
            --out     where to write reflector-bench.json and reflector-bench.svg
            """;

    private static final String TARGETS =
            "50/50/4000/20,100/20/10000/20,10/990/10000/20,1/479/10000/10,1000/0/100/10";

    private static final List<String> KNOWN =
            List.of("--of", "--runs", "--repeat", "--limit", "--out", "--evpnd");

    private ReflectorBench() {}

    /// @param arguments the words of the command line
    /// @throws IOException if the results cannot be written
    public static void main(String[] arguments) throws IOException {
        System.exit(
                Options.run("reflector-bench", USAGE, KNOWN, arguments, ReflectorBench::measure));
    }

    /// @return whether everything was reached and right
    private static boolean measure(Options options) throws IOException {
        var contestants =
                options.words("--of", "evpnd,frr-10.7,bird,gobgp,floor")
                        .map(Contestant::of)
                        .toList();
        var text = options.text("--runs", "50/50/4000/20");
        var runs =
                Arrays.stream((text.equals("all") ? TARGETS : text).split(",", -1))
                        .map(Run::parse)
                        .toList();
        int repeat = options.number("--repeat", 3);
        var limit = Duration.ofSeconds(options.number("--limit", 120));
        var evpnd = List.of(options.text("--evpnd", "speaker-app/bin/evpnd"));
        for (var contestant : contestants) {
            contestant
                    .whyNot()
                    .ifPresent(
                            reason -> {
                                throw new IllegalStateException(contestant.text() + ": " + reason);
                            });
        }
        var all = new ArrayList<Measured>();
        for (var run : runs) {
            all.addAll(measure(run, contestants, repeat, limit, evpnd));
        }
        System.out.print(Report.table(all));
        if (options.text("--out").isPresent()) {
            write(Path.of(options.text("--out").get()), all);
        }
        return all.stream().allMatch(Measured::isRight);
    }

    /// In turns, so that what the machine does meanwhile hits all of them.
    private static List<Measured> measure(
            Run run, List<Contestant> contestants, int repeat, Duration limit, List<String> evpnd) {
        var trials = new LinkedHashMap<Contestant, List<Figures>>();
        for (int turn = 1; turn <= repeat; turn++) {
            for (var contestant : contestants) {
                var figures = Trial.of(contestant, run, limit, evpnd);
                trials.computeIfAbsent(contestant, absent -> new ArrayList<>()).add(figures);
                System.err.printf(
                        "%s %s %d/%d: converge %s s%n",
                        run.text(),
                        contestant.text(),
                        turn,
                        repeat,
                        Column.CONVERGE.text(figures.convergeMillis()));
            }
        }
        return trials.entrySet().stream()
                .map(it -> new Measured(run, it.getKey(), it.getValue()))
                .toList();
    }

    private static void write(Path directory, List<Measured> all) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("reflector-bench.json"), Report.json(all, machine()));
        Files.writeString(directory.resolve("reflector-bench.svg"), Chart.svg(all));
    }

    private static Map<String, String> machine() {
        return Map.of(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "processors", String.valueOf(Runtime.getRuntime().availableProcessors()),
                "java", System.getProperty("java.runtime.version"));
    }
}
