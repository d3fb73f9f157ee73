package dev.evpnd.testbed.lab;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The checkout that this command is of: evpnd is run from it as a program, and its examples are
/// what it is configured with.
final class Checkout {
    private Checkout() {}

    private static Path root() {
        var root = System.getProperty("evpnd.checkout");
        return Path.of(Objects.requireNonNull(root, "evpnd.checkout is set by .mvn/launch"));
    }

    static Path evpnd() {
        return root().resolve("speaker-app/bin/evpnd");
    }

    static Path example(String name) {
        return root().resolve("docs/examples").resolve(name);
    }

    /// Has evpnd built if it is not, which the person can watch, and asks for its version.
    static String evpndVersion() {
        try {
            var process =
                    new ProcessBuilder(evpnd().toString(), "version")
                            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectError(Redirect.INHERIT)
                            .start();
            var output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "evpnd is not built; what is said above comes from: " + evpnd());
            }
            return new String(output, StandardCharsets.UTF_8).strip().replaceFirst("^evpnd ", "");
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + evpnd(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evpnd was built", e);
        }
    }

    /// evpnd with these words, as it was built last: it is not to be built in a network namespace,
    /// nor under one that runs.
    static List<String> evpnd(List<String> words) {
        var command = new ArrayList<>(List.of("env", "EVPND_AS_BUILT=1"));
        command.add(evpnd().toString());
        command.addAll(words);
        return command;
    }
}
