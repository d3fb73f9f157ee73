package dev.evpnd.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.junit.NeedsPeers;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

@NeedsPeers(PeerKind.FRR_10_7)
@Isolated("reflectors are measured")
class ReflectorBenchIT {
    private static final int LIMIT_MINUTES = 4;

    @TempDir private Path directory;

    private List<JsonNode> measure(String of, String runs) throws Exception {
        var log = directory.resolve("log");
        var builder =
                new ProcessBuilder(
                        Objects.requireNonNull(System.getProperty("reflector-bench.command")),
                        "--of",
                        of,
                        "--runs",
                        runs,
                        "--repeat",
                        "1",
                        "--out",
                        directory.toString());
        builder.environment().put("EVPND_AS_BUILT", "1");
        var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(() -> text(log)).isTrue();
        assertThat(process.exitValue()).as(() -> text(log)).isZero();
        assertThat(directory.resolve("reflector-bench.svg")).content().contains("converge");
        var result = Files.readString(directory.resolve("reflector-bench.json"));
        return new ObjectMapper()
                .readTree(result)
                .path("runs")
                .valueStream()
                .flatMap(each -> each.path("trials").valueStream())
                .toList();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// What converges, is joined, flaps and goes has every octet as it has to be; nothing is told
    /// twice, and nobody is told what it has announced itself.
    @Test
    void evpndPassesOnAllRoutesOnce() throws Exception {
        var trials = measure("evpnd", "4/4/400/4,4/4/400/4/mobility,4/4/400/4/addresses");
        assertThat(trials).hasSize(3);
        for (var trial : trials) {
            assertThat(trial.path("faults").asLong()).isZero();
            assertThat(trial.path("repeated").asLong()).isZero();
            assertThat(trial.path("returned").asLong()).isZero();
            assertThat(trial.path("dropMillis").isNumber()).isTrue();
        }
    }

    /// Without them there would be nothing to compare with.
    @Test
    void measuresOthersBesideIt() throws Exception {
        assertThat(measure("frr-10.7,floor", "2/2/200/4")).hasSize(2);
    }
}
