package dev.evpnd.it.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.CleanRoot;
import dev.evpnd.testbed.host.ContainerEngine;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The container image, on a Debian that comes from no registry, without a network.
@Timeout(900)
class ContainerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "evpnd-it-" + ProcessHandle.current().pid();
    private static final String BASE = NAME + "-base";

    @TempDir private Path directory;

    @BeforeAll
    static void find() {
        PeersCondition.require("containers", ContainerEngine.find());
        PeersCondition.requireCleanRoot();
    }

    @AfterEach
    void remove() throws IOException, InterruptedException {
        var calls = new Calls(directory);
        calls.run("sh", "-c", "docker rm --force --volumes " + NAME + " || true");
        calls.run("sh", "-c", "docker rmi --force evpnd:0.1.0 " + BASE + " || true");
    }

    @Test
    void answersIsHealthyAndEndsWhenItIsToldTo() throws Exception {
        var calls = new Calls(directory);
        calls.run(
                "sh",
                "-c",
                "tar -C '%s' -c . | docker import - %s".formatted(CleanRoot.make(), BASE));
        var made = calls.make("packages", "--base", BASE, "container");
        assertThat(made).as("what is copied into the image, and kept").hasSize(1);

        calls.run("docker", "run", "--detach", "--network", "none", "--name", NAME, "evpnd:0.1.0");
        var isUp = Waiting.until(LIMIT, this::answers);
        assertThat(isUp).as(calls.run("docker", "logs", NAME)).isTrue();
        assertThat(calls.run("docker", "exec", NAME, "evpnsh", "-c", "show version"))
                .contains("evpnd 0.1.0");
        assertThat(calls.run("docker", "exec", NAME, "cat", "/proc/1/cmdline"))
                .as("it is the first process, which signals are for")
                .contains("/usr/lib/evpnd/evpnd.jar");

        calls.run("docker", "stop", "--time", "20", NAME);
        assertThat(calls.run("docker", "inspect", "--format", "{{.State.ExitCode}}", NAME))
                .isEqualTo("0\n");
        assertThat(calls.run("docker", "logs", NAME))
                .contains("listening on ", "daemon.stop")
                .doesNotContain("Exception", "WARN");
    }

    private boolean answers() {
        try {
            var words = List.of("docker", "exec", NAME, "evpnsh", "-c", "show bgp summary");
            return new Calls(directory)
                            .builder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
