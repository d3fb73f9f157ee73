package dev.evpnd.testbed.bench;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// `frr-testbed/bin/reflector-stress`: plays hardships with evpnd, one after the other, each with a
/// new process, and says what it kept to.
public final class ReflectorStress {
    private static final String USAGE =
            """
            usage: reflector-stress [--of HARDSHIP,…] [--run RUN] [--seconds N] [--rate N]
                                    [--probes N] [--slow N] [--slow-rate OCTETS]
                                    [--frozen-seconds N] [--buffers KiB] [--seed N]
                                    [--limit SECONDS] [--most-memory MiB] [--most-p99 MILLIS]
                                    [--out DIRECTORY]

            --of           of flapping, slow, frozen, refresh, listing; all of them unless told otherwise
            --run          senders/receivers/routes of each/VNIs; 100/20/10000/20 unless told
                           otherwise, and 100/100/10000/20 for slow
            --seconds      how long each is played; 300
            --rate         how many random changes each sender makes in a second; 20
            --probes       how many changes in a second are timed; 25
            --slow         how many receivers read slowly; 10
            --slow-rate    how many octets each of these reads in a second; 10000
            --frozen-seconds  how long a receiver is held still; 60, or half of --seconds where that
                           is less
            --buffers      for how much a socket has room, and evpnd's log of a group, so that who
                           reads slowly is soon behind them; at least 128, and unless told
                           otherwise what the system and evpnd have of their own
            --seed         what the changes are drawn from; 1
            --limit        in seconds, of whatever is waited for; 120
            --most-memory  what evpnd may have in memory at the most; unless told otherwise 160 MiB,
                           256 octets for each route and 512 KiB for each client
            --most-p99     which latency of 99 of 100 timed changes is too long; none
            --out          where to write reflector-stress.json
            """;

    private static final List<String> KNOWN =
            List.of(
                    "--of",
                    "--run",
                    "--seconds",
                    "--rate",
                    "--probes",
                    "--slow",
                    "--slow-rate",
                    "--frozen-seconds",
                    "--buffers",
                    "--seed",
                    "--limit",
                    "--most-memory",
                    "--most-p99",
                    "--out",
                    "--evpnd");

    private static final long IN_ANY_CASE_KIB = 160 << 10;
    private static final long ROUTE_OCTETS = 256;
    private static final long CLIENT_KIB = 512;
    private static final int FROZEN_SECONDS = 60;
    private static final int SECONDS = 300;

    private static final List<String> HEADINGS =
            List.of(
                    "",
                    "run",
                    "seconds",
                    "changes/s",
                    "refreshes",
                    "before MB",
                    "seen MB",
                    "peak MB",
                    "bound MB",
                    "p50 ms",
                    "p99 ms",
                    "most ms",
                    "cpu %",
                    "load cpu %",
                    "settled ms",
                    "spared",
                    "lost",
                    "right");

    private ReflectorStress() {}

    /// @param arguments the words of the command line
    /// @throws IOException if the results cannot be written
    public static void main(String[] arguments) throws IOException {
        System.exit(
                Options.run("reflector-stress", USAGE, KNOWN, arguments, ReflectorStress::play));
    }

    /// @return whether everything was right, and within its bound
    private static boolean play(Options options) throws IOException {
        var plans =
                options.words("--of", "flapping,slow,frozen,refresh,listing")
                        .map(Hardship::of)
                        .map(it -> plan(it, options))
                        .toList();
        var evpnd = List.of(options.text("--evpnd", "speaker-app/bin/evpnd"));
        var limit = Duration.ofSeconds(options.number("--limit", 120));
        double mostMillis =
                options.text("--most-p99").isEmpty()
                        ? Double.POSITIVE_INFINITY
                        : options.number("--most-p99", 1);
        var rows = new ArrayList<List<String>>();
        var wrongs = new ArrayList<String>();
        var all = new ArrayList<Stressed>();
        for (var plan : plans) {
            System.err.println(plan.hardship().text() + " " + plan.run());
            var stressed = StressTrial.of(plan, limit, frozenFor(options), evpnd);
            long mostKiB = mostKiB(plan.sizes(), options);
            var wrong = stressed.wrongs(mostKiB, mostMillis);
            all.add(stressed);
            rows.add(row(stressed, mostKiB));
            wrong.forEach(it -> wrongs.add(plan.hardship().text() + ": " + it));
        }
        System.out.print(Report.table(HEADINGS, rows));
        all.stream().map(Stressed::listings).forEach(ReflectorStress::print);
        wrongs.forEach(System.out::println);
        if (options.text("--out").isPresent()) {
            write(Path.of(options.text("--out").get()), all);
        }
        return wrongs.isEmpty();
    }

    private static StressPlan plan(Hardship hardship, Options options) {
        return new StressPlan(
                hardship,
                options.text("--run").map(Run::parse).orElse(hardship.run()).text(),
                options.number("--seconds", SECONDS),
                options.number("--rate", 20),
                options.number("--probes", 25),
                options.number("--slow", 10),
                options.number("--slow-rate", 10_000),
                options.text("--buffers").isEmpty() ? 0 : options.number("--buffers", 0),
                options.number("--seed", 1));
    }

    private static Duration frozenFor(Options options) {
        int half = Math.max(1, options.number("--seconds", SECONDS) / 2);
        int seconds = options.number("--frozen-seconds", Math.min(FROZEN_SECONDS, half));
        return Duration.ofSeconds(seconds);
    }

    /// Half of a route's share is what it takes, and what changes needs room before it is
    /// collected; half of a client's share is what waits for its socket.
    private static long mostKiB(Run run, Options options) {
        long kibibytes =
                IN_ANY_CASE_KIB
                        + run.allRoutes() * ROUTE_OCTETS / 1024
                        + run.clients() * CLIENT_KIB;
        return options.text("--most-memory").isEmpty()
                ? kibibytes
                : options.number("--most-memory", 1) * 1024L;
    }

    private static List<String> row(Stressed stressed, long mostKiB) {
        var figures = stressed.figures();
        double millis = figures.millis();
        return List.of(
                stressed.plan().hardship().text(),
                stressed.plan().run(),
                decimal(millis / 1000, 0),
                decimal(figures.changes() * 1000 / millis, 0),
                String.valueOf(figures.refreshes()),
                decimal(figures.idleKiB() / 1024.0, 0),
                decimal(figures.residentKiB() / 1024.0, 0),
                decimal(figures.peakKiB() / 1024.0, 0),
                decimal(mostKiB / 1024.0, 0),
                decimal(figures.p50Millis(), 1),
                decimal(figures.p99Millis(), 1),
                decimal(figures.mostMillis(), 1),
                decimal(figures.reflectorCpuMillis() / millis * 100, 0),
                decimal(figures.generatorCpuMillis() / millis * 100, 0),
                decimal(figures.settledMillis(), 0),
                String.valueOf(stressed.spared()),
                String.valueOf(figures.lost()),
                stressed.isRight() ? "yes" : "no");
    }

    private static void print(Listings.Figures listings) {
        if (!listings.firstMillis().isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "listings: %d; a screen after %.0f ms (%.0f at the most); %.0f routes/s as text,"
                            + " %.0f as JSON%n",
                    listings.firstMillis().size() + listings.jsonPerSecond().size(),
                    median(listings.firstMillis()),
                    Collections.max(listings.firstMillis()),
                    median(listings.textPerSecond()),
                    median(listings.jsonPerSecond()));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String decimal(@Nullable Double value, int digits) {
        return value == null ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static void write(Path directory, List<Stressed> all) throws IOException {
        Files.createDirectories(directory);
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(
                directory.resolve("reflector-stress.json"), mapper.writeValueAsString(all));
    }
}
