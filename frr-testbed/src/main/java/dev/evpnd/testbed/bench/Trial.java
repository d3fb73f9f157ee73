package dev.evpnd.testbed.bench;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;

import tools.jackson.databind.ObjectMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One run with one reflector, in a lab of its own: both processes are new, and both are gone
/// behind it.
final class Trial {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    /// The phases of a run, and the time to start.
    private static final int PHASES = 7;

    static final List<String> GENERATOR_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xms256m", "-XX:MaxDirectMemorySize=4g");

    private Trial() {}

    /// @param limit of each phase
    /// @param evpnd the command that evpnd is started with
    /// @throws IllegalStateException if one of the processes does not do its part
    static Figures of(Contestant contestant, Run run, Duration limit, List<String> evpnd) {
        try (var lab = Lab.open()) {
            var started = lab.directory().resolve("started");
            var generator =
                    lab.run(
                            Java.command(
                                    GENERATOR_OPTIONS,
                                    LoadGenerator.class,
                                    run.text(),
                                    String.valueOf(contestant.reflects()),
                                    String.valueOf(limit.toSeconds()),
                                    started.toString()));
            awaitReady(generator);
            var reflector = start(contestant, lab, evpnd, "", started);
            Waiting.until(
                    limit.multipliedBy(PHASES), () -> !generator.isAlive() || !reflector.isAlive());
            var result = generator.lastWords(1);
            if (generator.isAlive() || !result.startsWith("{")) {
                throw failed(generator, reflector);
            }
            return new ObjectMapper().readValue(result, Figures.class);
        }
    }

    /// Starts the reflector, and tells the generator of it: its process id and when it began.
    ///
    /// @param more of evpnd's configuration
    static Program start(
            Contestant contestant, Lab lab, List<String> evpnd, String more, Path started) {
        long begin = System.nanoTime();
        var reflector = contestant.start(lab.host(), evpnd, more);
        new Started(reflector.pid(), begin).tell(started);
        return reflector;
    }

    /// Waits until a generator is warm.
    static void awaitReady(Program generator) {
        Waiting.until(READY_LIMIT, () -> isReady(generator) || !generator.isAlive());
        if (!isReady(generator)) {
            throw failed(generator, generator);
        }
    }

    private static boolean isReady(Program generator) {
        return generator.lastWords(1).equals("ready");
    }

    static IllegalStateException failed(Program generator, Program reflector) {
        return new IllegalStateException(
                "the load generator has not done its part:%n%s%nThe reflector:%n%s"
                        .formatted(generator.lastWords(20), reflector.lastWords(20)));
    }
}
