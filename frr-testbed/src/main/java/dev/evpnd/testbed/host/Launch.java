package dev.evpnd.testbed.host;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// A program to be started.
///
/// @param root the root directory it sees; nothing for that of the machine
/// @param run the directory that it sees as `/run`, if it has a root directory of its own: all that
///   it is given and all that it leaves
/// @param command program and arguments, as seen from there
/// @param log where its output goes
public record Launch(@Nullable Path root, Path run, List<String> command, Path log) {

    /// Copies the command.
    public Launch {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
        command = List.copyOf(command);
    }
}
