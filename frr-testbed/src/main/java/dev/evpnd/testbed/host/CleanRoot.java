package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A Debian with systemd and nothing else in a directory, by `frr-testbed/bin/clean-root`: for what
/// is to be installed on one.
public final class CleanRoot {
    /// Tests run in the directory of their module.
    private static final Path COMMAND =
            Path.of(System.getProperty("clean-root.command", "../frr-testbed/bin/clean-root"))
                    .toAbsolutePath()
                    .normalize();

    /// To fetch it and install it.
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private CleanRoot() {}

    /// Looks for what it is made with.
    ///
    /// @return what is missing, and how it is to be had; empty if nothing is
    public static Optional<String> missing() {
        var check = Command.run(COMMAND.toString(), "--check");
        return check.succeeded()
                ? Optional.empty()
                : Optional.of((check.output() + check.errors()).strip());
    }

    /// Makes it, where it is not there yet.
    ///
    /// @return where it is
    public static Path make() {
        return Path.of(Command.run(List.of(COMMAND.toString()), LIMIT).orThrow().strip());
    }
}
