package dev.evpnd.speaker.demo.namespaces;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Programs of this machine that the demonstration is made with.
final class Tools {
    /// Each with the packages that bring it.
    private static final List<Tool> ALL =
            List.of(
                    new Tool("ip", "iproute2", "iproute"),
                    new Tool("bridge", "iproute2", "iproute"),
                    new Tool("ping", "iputils-ping", "iputils"),
                    new Tool("setsid", "util-linux", "util-linux"));

    private static final List<Path> DIRECTORIES =
            List.of(
                    Path.of("/usr/sbin"),
                    Path.of("/usr/bin"),
                    Path.of("/sbin"),
                    Path.of("/bin"),
                    Path.of("/usr/local/sbin"),
                    Path.of("/usr/local/bin"));

    private record Tool(String name, String debian, String fedora) {
        boolean isThere() {
            return DIRECTORIES.stream().anyMatch(each -> Files.isExecutable(each.resolve(name)));
        }
    }

    /// What became of a command.
    record Outcome(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    private Tools() {}

    /// What is not there, with the commands that bring it.
    static Optional<String> missing() {
        var missing = ALL.stream().filter(each -> !each.isThere()).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "there is no %s: apt-get install %s, or dnf install %s"
                        .formatted(
                                String.join(", ", missing.stream().map(Tool::name).toList()),
                                words(missing.stream().map(Tool::debian).toList()),
                                words(missing.stream().map(Tool::fedora).toList())));
    }

    private static String words(List<String> words) {
        return String.join(" ", words.stream().distinct().toList());
    }

    /// Runs a command to its end. ^C at the terminal is for this process alone to act on.
    static Outcome run(List<String> command) throws IOException {
        var process =
                new ProcessBuilder(inOwnSession(command))
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .start();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while it ran: " + String.join(" ", command), interrupted);
        }
    }

    /// Runs a command that has to be done.
    ///
    /// @throws IOException if it was not, with what it said
    static void demand(List<String> command) throws IOException {
        var outcome = run(command);
        if (!outcome.succeeded()) {
            throw new IOException(
                    "%s: %s".formatted(String.join(" ", command), outcome.output().strip()));
        }
    }

    static List<String> inOwnSession(List<String> command) {
        var all = new ArrayList<>(List.of("setsid"));
        all.addAll(command);
        return all;
    }
}
