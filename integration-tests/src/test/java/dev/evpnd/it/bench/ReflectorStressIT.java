package dev.evpnd.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

@Isolated("it works the processors hard")
class ReflectorStressIT {
    private static final int LIMIT_MINUTES = 5;

    @TempDir private Path directory;

    private int play(String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Objects.requireNonNull(System.getProperty("reflector-stress.command")));
        command.addAll(List.of(options));
        command.addAll(List.of("--out", directory.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("EVPND_AS_BUILT", "1");
        var process = builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(this::text).isTrue();
        return process.exitValue();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String text() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<JsonNode> played() throws IOException {
        var result = Files.readString(directory.resolve("reflector-stress.json"));
        return new ObjectMapper().readTree(result).valueStream().toList();
    }

    /// Routes change, and clients ask again: in the end each holds exactly what its peers announce,
    /// no session has ended, and memory has its bound.
    @Test
    void everybodyHasExactlyTheRightTableWhileRoutesChangeAndAreAskedForAgain() throws Exception {
        int exit =
                play(
                        "--of",
                        "flapping,refresh",
                        "--run",
                        "6/4/2000/4",
                        "--seconds",
                        "3",
                        "--rate",
                        "50");
        assertThat(exit).as(this::text).isZero();
        assertThat(played()).hasSize(2).allSatisfy(ReflectorStressIT::isPlayed);
        for (var hardship : played()) {
            boolean asks = hardship.path("plan").path("hardship").asString().equals("REFRESH");
            assertThat(hardship.path("figures").path("refreshes").asLong() > 0).isEqualTo(asks);
        }
    }

    /// Buffers are small and changes many, so that in a few seconds the receivers that read slowly,
    /// and the one that stands still, fall behind all that is kept for them. Otherwise nothing
    /// would be tried.
    @Test
    void whoFallsBehindHasExactlyTheRightTableInTheEnd() throws Exception {
        int exit =
                play(
                        "--of",
                        "slow,frozen",
                        "--run",
                        "6/4/2000/4",
                        "--seconds",
                        "4",
                        "--rate",
                        "1000",
                        "--slow",
                        "2",
                        "--frozen-seconds",
                        "3",
                        "--buffers",
                        "128");
        assertThat(exit).as(this::text).isZero();
        assertThat(played()).hasSize(2).allSatisfy(ReflectorStressIT::isPlayed);
        assertThat(played())
                .allSatisfy(hardship -> assertThat(hardship.path("spared").asLong()).isPositive());
    }

    private static void isPlayed(JsonNode hardship) {
        var figures = hardship.path("figures");
        assertThat(figures.path("changes").asLong()).isPositive();
        assertThat(figures.path("probes").asLong()).isPositive();
        assertThat(figures.path("lost").asLong()).isZero();
        assertThat(figures.path("settledMillis").isNumber()).isTrue();
    }

    @Test
    void failsWhereMemoryIsOverItsBound() throws Exception {
        int exit =
                play(
                        "--of",
                        "flapping",
                        "--run",
                        "2/2/100/4",
                        "--seconds",
                        "1",
                        "--most-memory",
                        "1");
        assertThat(exit).isEqualTo(1);
        assertThat(log()).content().contains("KiB of memory are more than 1024");
    }
}
