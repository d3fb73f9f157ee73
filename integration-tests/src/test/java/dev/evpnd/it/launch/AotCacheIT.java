package dev.evpnd.it.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The AOT cache that a build makes, and the launcher that uses it.
@Timeout(60)
class AotCacheIT {
    private static final Path JAR =
            Path.of(Objects.requireNonNull(System.getProperty("evpnd.jar"))).normalize();
    private static final Path BIN = Objects.requireNonNull(JAR.getParent()).resolve("../bin");

    /// @param status its exit status
    /// @param text what it wrote, both streams
    private record Ended(int status, String text) {}

    private static Ended run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    /// With this mode it would not start if it could not use it.
    @Test
    void isOneThatTheJvmTakesWithTheOptionsOfTheLauncher() throws Exception {
        var cache = JAR.resolveSibling("evpnd.aot");
        var ended =
                run(
                        Map.of(),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + BIN.resolve("evpnd.options"),
                                "-XX:AOTCache=" + cache,
                                "-XX:AOTMode=on",
                                "-jar",
                                JAR.toString(),
                                "version"));
        assertThat(ended.status()).as(ended.text()).isZero();
        assertThat(ended.text()).contains("evpnd ");
    }

    /// Whoever reads what evpnd writes finds nothing else there.
    @Test
    void isUsedByTheLauncherAndPassedOverWithoutAWordWhereItDoesNotFit() throws Exception {
        assertThat(launched("-Dnothing=else")).matches("evpnd \\S+\n");
        assertThat(launched("-XX:-UseCompressedOops")).matches("evpnd \\S+\n");
        assertThat(launched("-Xlog:class+load:stdout"))
                .contains("dev.evpnd.speaker.Evpnd source: shared objects file")
                .as("what is too old for a cache as it is published")
                .contains("picocli.CommandLine source: shared objects file");
    }

    private static String launched(String option) throws IOException, InterruptedException {
        var environment =
                Map.of(
                        "EVPND_AS_BUILT",
                        "1",
                        "EVPND_JAVA_HOME",
                        System.getProperty("java.home"),
                        "EVPND_JAVA_OPTIONS",
                        option);
        return run(environment, List.of(BIN.resolve("evpnd").toString(), "version")).text();
    }
}
