package dev.evpnd.testbed.bench.vtep;

import dev.evpnd.testbed.bench.Options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// `frr-testbed/bin/vtep-bench`: measures VTEPs one after the other, in turns, each time with a new
/// process, and reports medians.
public final class VtepBench {
    private static final String USAGE =
            """
            usage: vtep-bench [--of NAME,…] [--runs RUN,…] [--repeat N] [--limit SECONDS]
                              [--audit SECONDS] [--settle SECONDS] [--evpnd PROGRAM]

            --of      of evpnd, frr-10.7, kernel; all of them unless told otherwise
            --runs    remote/HOSTS: the fabric tells of so many hosts, until they are in the kernel;
                      local/HOSTS: the bridge knows so many, until the fabric is told;
                      routes/PREFIXES: the fabric tells of so many prefixes (type 5), until routes
                      to them are in the kernel's main table;
                      move/HOSTS: of so many, a thousand move from one VTEP to another with a
                      reflector between them, one each five milliseconds;
                      idle/VNIS: nothing happens to so many VNIs: how soon it listens, and what it
                      has in memory;
                      remote/50000,remote/200000,local/200000,move/50000 unless told otherwise
            --repeat  how often, in turns; 3
            --limit   for what is waited; 60
            --settle  until what is idle is at rest; 30
            --evpnd   what evpnd is started with, as an installed one; the checkout's
            --audit   how long after one audit of evpnd's the next begins; 300
            """;

    private static final List<String> KNOWN =
            List.of("--of", "--runs", "--repeat", "--limit", "--audit", "--settle", "--evpnd");

    private VtepBench() {}

    private record Run(Direction direction, int count) {
        static Run parse(String text) {
            var words = text.split("/", -1);
            try {
                if (words.length == 2 && Integer.parseInt(words[1]) > 0) {
                    return new Run(
                            Direction.valueOf(words[0].toUpperCase(Locale.ROOT)),
                            Integer.parseInt(words[1]));
                }
            } catch (IllegalArgumentException _) {
                // Said below.
            }
            throw new IllegalArgumentException(
                    "not remote/, local/, move/HOSTS, routes/PREFIXES or idle/VNIS: " + text);
        }

        String text() {
            return "%s/%d".formatted(direction.name().toLowerCase(Locale.ROOT), count);
        }
    }

    /// @param arguments the words of the command line
    /// @throws IOException never
    public static void main(String[] arguments) throws IOException {
        System.exit(Options.run("vtep-bench", USAGE, KNOWN, arguments, VtepBench::measure));
    }

    /// @return whether everything was reached
    private static boolean measure(Options options) {
        var contestants =
                options.words("--of", "evpnd,frr-10.7,kernel").map(VtepContestant::of).toList();
        var text = options.text("--runs", "remote/50000,remote/200000,local/200000,move/50000");
        var runs = Arrays.stream(text.split(",", -1)).map(Run::parse).toList();
        int repeat = options.number("--repeat", 3);
        int limit = options.number("--limit", 60);
        var evpnd =
                new EvpndCommand(
                        List.of(options.text("--evpnd", "speaker-app/bin/evpnd")),
                        options.number("--audit", 300));
        for (var contestant : contestants) {
            contestant
                    .whyNot()
                    .ifPresent(
                            reason -> {
                                throw new IllegalStateException(contestant.text() + ": " + reason);
                            });
        }
        boolean isRight = true;
        for (var run : runs) {
            isRight &=
                    switch (run.direction()) {
                        case MOVE -> measureMoves(run, contestants, repeat, limit, evpnd);
                        case IDLE ->
                                measureIdle(
                                        run,
                                        contestants,
                                        repeat,
                                        options.number("--settle", 30),
                                        limit,
                                        evpnd);
                        case REMOTE, LOCAL, ROUTES ->
                                measure(run, contestants, repeat, limit, evpnd);
                    };
        }
        return isRight;
    }

    private static boolean measureMoves(
            Run run, List<VtepContestant> contestants, int repeat, int limit, EvpndCommand evpnd) {
        boolean isRight = true;
        for (int turn = 1; turn <= repeat; turn++) {
            for (var contestant : contestants) {
                if (contestant != VtepContestant.KERNEL) {
                    var figures = MoveTrial.of(contestant, run.count(), limit, evpnd);
                    isRight &= figures.lost() == 0;
                    System.out.printf(
                            "%s %s %d/%d: %s%n",
                            run.text(), contestant.text(), turn, repeat, figures.line());
                }
            }
        }
        return isRight;
    }

    private static boolean measureIdle(
            Run run,
            List<VtepContestant> contestants,
            int repeat,
            int settle,
            int limit,
            EvpndCommand evpnd) {
        boolean isRight = true;
        for (int turn = 1; turn <= repeat; turn++) {
            for (var contestant : contestants) {
                if (contestant != VtepContestant.KERNEL) {
                    var figures = IdleTrial.of(contestant, run.count(), settle, limit, evpnd);
                    isRight &= figures.isUp() && figures.listenMillis() > 0;
                    System.out.printf(
                            "%s %s %d/%d: %s%n",
                            run.text(), contestant.text(), turn, repeat, figures.line());
                }
            }
        }
        return isRight;
    }

    private static boolean measure(
            Run run, List<VtepContestant> contestants, int repeat, int limit, EvpndCommand evpnd) {
        var trials = new LinkedHashMap<VtepContestant, List<VtepFigures>>();
        for (int turn = 1; turn <= repeat; turn++) {
            for (var contestant : contestants) {
                if (contestant != VtepContestant.KERNEL || run.direction() != Direction.LOCAL) {
                    var figures =
                            VtepTrial.of(contestant, run.direction(), run.count(), limit, evpnd);
                    trials.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(figures);
                    System.err.printf(
                            Locale.ROOT,
                            "%s %s %d/%d: %s%n",
                            run.text(),
                            contestant.text(),
                            turn,
                            repeat,
                            figures.line());
                }
            }
        }
        return report(run, trials);
    }

    private static boolean report(Run run, Map<VtepContestant, List<VtepFigures>> trials) {
        System.out.printf(
                "%n%-16s %9s %9s %9s %9s  right%n", run.text(), "ms", "x FRR", "cpu ms", "back ms");
        var frr = trials.get(VtepContestant.FRR);
        boolean isRight = true;
        for (var entry : trials.entrySet()) {
            double millis = median(entry.getValue(), VtepFigures::millis);
            boolean right = entry.getValue().stream().allMatch(VtepFigures::isRight);
            isRight &= right;
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %9.0f %9s %9.0f %9.0f  %s%n",
                    entry.getKey().text(),
                    millis,
                    frr == null || !frr.stream().allMatch(VtepFigures::isRight)
                            ? "-"
                            : String.format(
                                    Locale.ROOT, "%.2f", millis / median(frr, VtepFigures::millis)),
                    median(entry.getValue(), VtepFigures::processorMillis),
                    median(entry.getValue(), VtepFigures::backMillis),
                    right ? "yes" : "no");
        }
        return isRight;
    }

    private static double median(List<VtepFigures> trials, ToDoubleFunction<VtepFigures> figure) {
        var sorted = trials.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
