package dev.evpnd.testbed.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a command of this machine to its end.
public final class Command {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Command() {}

    /// Runs a command and waits for it, half a minute at most.
    ///
    /// @param command program and arguments
    /// @return how it ended
    /// @throws IllegalStateException if it did not end in time, or is not there
    public static Outcome run(String... command) {
        return run(List.of(command));
    }

    /// Runs a command and waits for it, half a minute at most.
    ///
    /// @param command program and arguments
    /// @return how it ended
    /// @throws IllegalStateException if it did not end in time, or is not there
    public static Outcome run(List<String> command) {
        return run(command, LIMIT);
    }

    /// Runs a command and waits for it.
    static Outcome run(List<String> command, Duration limit) {
        var text = String.join(" ", command);
        try {
            // A file and not a pipe: a child that outlives its parent would hold the pipe open.
            var output = Files.createTempFile("command", ".out");
            var errors = Files.createTempFile("command", ".err");
            try {
                int status = status(command, limit, output, errors);
                return new Outcome(text, status, read(output), read(errors));
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run: " + text, e);
        }
    }

    private static int status(List<String> command, Duration limit, Path output, Path errors)
            throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException(
                    "not done after %s: %s%n%s%s"
                            .formatted(
                                    limit, String.join(" ", command), read(errors), read(output)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in: " + String.join(" ", command), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// The text of a file, whatever its octets are.
    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
