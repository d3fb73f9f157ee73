package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.Evpnd;
import dev.evpnd.wire.loopback.ListenPort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What HTTP costs a daemon that has none: nothing.
@Timeout(60)
class HttpClassesTest {
    private static final List<String> OF_HTTP =
            List.of(
                    "dev.evpnd.speaker.http.",
                    "dev.evpnd.speaker.metrics.",
                    "io.micrometer.",
                    "io.prometheus.",
                    "io.netty.handler.codec.http.",
                    "io.netty.bootstrap.");

    @TempDir Path directory;

    /// The classes that are loaded until a daemon has said all it says when it begins.
    private List<String> loadedBy(String http) throws Exception {
        var file = directory.resolve("evpnd.yaml");
        Files.writeString(
                file,
                "as: 65000\nrouter-id: 127.0.0.1\nlisten: 127.0.0.1:%d\n%s\n"
                        .formatted(ListenPort.choose(), http));
        var classes = directory.resolve("classes");
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:class+load:file=" + classes + "::filecount=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Evpnd.class.getName(),
                                "run",
                                "--config",
                                file.toString())
                        .redirectErrorStream(true);
        builder.environment().put("EVPND_RUNTIME_DIR", directory.resolve("run").toString());
        var process = builder.start();
        try {
            awaitGreeting(process);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return Files.readAllLines(classes);
    }

    private static void awaitGreeting(Process process) throws IOException {
        var lines = process.inputReader();
        var line = Objects.requireNonNull(lines.readLine());
        while (!line.startsWith("ask it with")) {
            line = Objects.requireNonNull(lines.readLine());
        }
    }

    private static boolean isOfHttp(String line) {
        return OF_HTTP.stream().anyMatch(line::contains);
    }

    @Test
    void areLoadedWhereSomebodyIsAnsweredAndNotOtherwise() throws Exception {
        var without = loadedBy("");
        assertThat(without).hasSizeGreaterThan(1000);
        assertThat(without.stream().filter(HttpClassesTest::isOfHttp)).isEmpty();
        var with = loadedBy("http: {listen: 127.0.0.1:" + ListenPort.choose() + "}");
        for (var each : OF_HTTP) {
            assertThat(with).anyMatch(line -> line.contains(each));
        }
    }
}
