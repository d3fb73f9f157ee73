package dev.evpnd.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A call of the command, as it was built with these tests.
///
/// @param process the command
/// @param output what it writes, both streams
record LabCall(Process process, Path output) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /// Starts it, and does not wait.
    static LabCall start(List<String> prefix, List<String> words) {
        var command = new ArrayList<>(prefix);
        command.add(Objects.requireNonNull(System.getProperty("lab.command")));
        command.addAll(words);
        try {
            var output = Files.createTempFile("lab", ".out");
            output.toFile().deleteOnExit();
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("EVPND_AS_BUILT", "1");
            return new LabCall(builder.redirectOutput(output.toFile()).start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Calls it and waits until it has ended.
    static LabCall run(String... words) {
        var call = start(List.of(), List.of(words));
        call.status();
        return call;
    }

    /// Calls a command for the lab of that name and waits until it has ended.
    static LabCall of(String name, String command, String... words) {
        return run(
                Stream.concat(Stream.of(command, "--name", name), Stream.of(words))
                        .toArray(String[]::new));
    }

    /// Its exit status, once it has ended.
    int status() {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not done after " + LIMIT + ": " + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// What it has written so far.
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
