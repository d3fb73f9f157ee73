package dev.evpnd.testbed.bench;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One hardship with an evpnd that is started for it, in a lab of its own.
final class StressTrial {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StressPlan plan;
    private final Duration limit;
    private final Lab lab;
    private final Program generator;
    private final Program reflector;
    private final @Nullable Program frozen;

    private StressTrial(StressPlan plan, Duration limit, List<String> evpnd, Lab lab) {
        this.plan = plan;
        this.limit = limit;
        this.lab = lab;
        var seconds = String.valueOf(limit.toSeconds());
        if (plan.hasBuffers()) {
            limitSockets(lab.host(), plan.buffers());
        }
        var text = MAPPER.writeValueAsString(plan);
        var directory = lab.directory().toString();
        generator = run(StressLoad.class, text, seconds, directory, "started");
        Trial.awaitReady(generator);
        reflector =
                Trial.start(
                        Contestant.EVPND,
                        lab,
                        evpnd,
                        stateDirectory() + (plan.hasBuffers() ? limits(plan.buffers()) : ""),
                        lab.directory().resolve("started"));
        frozen =
                plan.hardship() == Hardship.FROZEN
                        ? run(FrozenReceiver.class, plan.run(), seconds, directory + "/truth")
                        : null;
    }

    private static void limitSockets(Host host, int kibibytes) {
        for (var direction : List.of("rmem", "wmem")) {
            var setting = "4096 16384 %d".formatted(kibibytes * 1024);
            var file = "/proc/sys/net/ipv4/tcp_" + direction;
            host.exec("sh", "-c", "echo " + setting + " >" + file).orThrow();
        }
    }

    private String stateDirectory() {
        return "state-directory: %s%n".formatted(lab.directory().resolve("state"));
    }

    private static String limits(int kibibytes) {
        return "limits: {update-group-log: %1$dKiB, output-per-peer: %1$dKiB}%n"
                .formatted(kibibytes);
    }

    private Program run(Class<?> main, String... arguments) {
        return lab.run(Java.command(Trial.GENERATOR_OPTIONS, main, arguments));
    }

    /// @param limit of all that is waited for
    /// @param frozenFor how long a receiver is held still, in that hardship
    /// @param evpnd the command that evpnd is started with
    /// @throws IllegalStateException if one of the processes does not do its part
    static Stressed of(StressPlan plan, Duration limit, Duration frozenFor, List<String> evpnd) {
        try (var lab = Lab.open()) {
            var trial = new StressTrial(plan, limit, evpnd, lab);
            if (plan.hardship() == Hardship.LISTING) {
                return trial.playListed();
            }
            return trial.frozen == null ? trial.play() : trial.play(trial.frozen, frozenFor);
        }
    }

    private Stressed play() {
        letPlay();
        return new Stressed(plan, figures(), FrozenReceiver.Verdict.NONE, Listings.Figures.NONE);
    }

    private Stressed play(Program receiver, Duration frozenFor) {
        await(receiver, "whole");
        letPlay();
        await(generator, "playing");
        receiver.pause();
        Waiting.until(frozenFor, () -> !generator.isAlive());
        receiver.resume();
        var figures = figures();
        var words = await(receiver, "{");
        return new Stressed(
                plan,
                figures,
                MAPPER.readValue(words, FrozenReceiver.Verdict.class),
                Listings.Figures.NONE);
    }

    private Stressed playListed() {
        letPlay();
        await(generator, "playing");
        var directory = lab.directory();
        var listings =
                new Listings(
                        directory.resolve("state/evpnd.sock"),
                        directory.resolve("listing"),
                        plan.sizes().allRoutes());
        var listed = CompletableFuture.supplyAsync(listings::run);
        var figures = figures();
        listings.end();
        return new Stressed(plan, figures, FrozenReceiver.Verdict.NONE, listed.join());
    }

    private void letPlay() {
        try {
            Files.createFile(lab.directory().resolve("play"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StressFigures figures() {
        return MAPPER.readValue(await(generator, "{"), StressFigures.class);
    }

    /// Waits until the last line of a program is one that begins so.
    private String await(Program program, String words) {
        var all = limit.multipliedBy(4).plusSeconds(2L * plan.seconds());
        Waiting.until(
                all,
                () ->
                        program.lastWords(1).startsWith(words)
                                || !program.isAlive()
                                || !reflector.isAlive());
        var last = program.lastWords(1);
        if (!last.startsWith(words)) {
            throw Trial.failed(program, reflector);
        }
        return last;
    }
}
