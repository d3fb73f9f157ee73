package dev.evpnd.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.testbed.junit.PeersCondition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// evpnd as a user who may not do what it is asked for: it says what it may not, and goes on where
/// it can.
@Timeout(180)
class PermissionsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Nobody's, on any system.
    private static final String USER = "65534";

    @TempDir private Path directory = Path.of("set", "by", "JUnit");
    private Lab lab = Lab.open();
    private Host host = lab.addHost("here");

    /// The test runs as root, and what it runs as somebody else has to be readable to that.
    @BeforeEach
    void copiesWhatIsToRun() throws IOException {
        PeersCondition.require("native", EngineChoice.ofThisMachine());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var built =
                Path.of(Objects.requireNonNull(System.getProperty("evpnd.jar"), "evpnd.jar"))
                        .normalize();
        Files.copy(built, directory.resolve("evpnd.jar"));
        Command.run("cp", "-r", built.resolveSibling("lib").toString(), directory.toString())
                .orThrow();
        host.ip("link", "set", "lo", "up");
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
    }

    private Program evpnd(String... arguments) {
        var command = new ArrayList<String>();
        command.addAll(
                List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-jar");
        command.add(directory.resolve("evpnd.jar").toString());
        command.add("run");
        command.addAll(List.of(arguments));
        return host.run(command.toArray(String[]::new));
    }

    private static String end(Program program) {
        assertThat(Waiting.until(LIMIT, () -> !program.isAlive()))
                .as(() -> program.lastWords(20))
                .isTrue();
        return program.lastWords(20);
    }

    private Path file(String name, String content, String mode) throws IOException {
        var file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path directory(String name, String mode) throws IOException {
        var made = Files.createDirectory(directory.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aFileThatItMayNotReadIsNamed() throws IOException {
        var secret = file("secret.yaml", "as: 65000\n", "rw-------");
        assertThat(end(evpnd("--config", secret.toString())))
                .isEqualTo("cannot read " + secret + ": permission denied");
    }

    @Test
    void aStateDirectoryThatItMayNotWriteIsNamed() throws IOException {
        var state = directory("state", "rwxr-xr-x");
        assertThat(end(evpnd("--listen", "127.0.0.1:1790", "--state-dir", state.toString())))
                .startsWith("evpnd cannot start: ")
                .contains(state.toString(), "permission denied")
                .doesNotContain("\tat ");
        var within = state.resolve("deeper");
        assertThat(end(evpnd("--listen", "127.0.0.1:1790", "--state-dir", within.toString())))
                .startsWith("evpnd cannot start: ")
                .contains(within.toString(), "permission denied");
    }

    /// Without being told, it takes a port that it may have; a namespace has the kernel's own rule
    /// of which those are.
    @Test
    void aPortThatItMayNotHaveIsNamedAndOneThatItMayIsTaken() throws IOException {
        var state = directory("state", "rwxrwxrwx");
        assertThat(end(evpnd("--listen", "127.0.0.1:179", "--state-dir", state.toString())))
                .startsWith("evpnd cannot start: cannot listen on /127.0.0.1:179")
                .containsIgnoringCase("permission denied");
        var running = evpnd("--state-dir", state.toString());
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () -> running.lastWords(20).contains("listening on [::]:1790")))
                .as(() -> running.lastWords(20))
                .isTrue();
    }
}
