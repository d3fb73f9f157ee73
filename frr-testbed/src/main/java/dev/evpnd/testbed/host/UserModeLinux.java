package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Linux kernel of its own for a command, by `frr-testbed/bin/in-uml`: for what the kernel of
/// this machine may lack. The command sees the files of this machine, and changes none of them.
public final class UserModeLinux {
    /// Tests run in the directory of their module.
    private static final Path IN_UML =
            Path.of(System.getProperty("in-uml.command", "../frr-testbed/bin/in-uml"))
                    .toAbsolutePath()
                    .normalize();

    /// What it takes to boot, and to end what did not end by itself.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private UserModeLinux() {}

    /// Looks for what it needs.
    ///
    /// @return what is missing, and how it is to be had; empty if nothing is
    public static Optional<String> missing() {
        var check = Command.run(IN_UML.toString(), "--check");
        return check.succeeded()
                ? Optional.empty()
                : Optional.of((check.output() + check.errors()).strip());
    }

    /// Runs a command as root of a kernel of its own.
    ///
    /// @param limit how long it may take; it is ended then, with status 124
    /// @param command program and arguments, which are run in the working directory of this process
    /// @return how it ended; with status 125 if the kernel did not run it
    public static Outcome run(Duration limit, List<String> command) {
        return run(limit, List.of(), command);
    }

    /// Boots a system with systemd, and runs a command in it.
    ///
    /// @param root where the system is, which stays as it is
    /// @param shared a directory of this machine that it sees, too, and may write to
    /// @param limit how long it may take; it is ended then, with status 124
    /// @return how the command ended; with status 125 if it was not run
    public static Outcome boot(Path root, Path shared, Duration limit, List<String> command) {
        var options = List.of("--boot", root.toString(), "--share", shared.toString());
        return run(limit, options, command);
    }

    private static Outcome run(Duration limit, List<String> options, List<String> command) {
        var all = new ArrayList<>(List.of(IN_UML.toString(), "--seconds"));
        all.add(String.valueOf(limit.toSeconds()));
        all.addAll(options);
        all.add("--");
        all.addAll(command);
        return Command.run(all, limit.plus(MARGIN));
    }
}
