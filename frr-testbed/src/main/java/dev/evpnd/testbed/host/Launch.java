package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.util.List;

/// A program to be started.
///
/// @param root the files it sees
/// @param run the directory that it sees as `/run`, if it does not see the machine's: all that it
///   is given and all that it leaves
/// @param command program and arguments, as seen from there
/// @param log where its output goes
public record Launch(Root root, Path run, List<String> command, Path log) {

    /// Copies the command.
    public Launch {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
        command = List.copyOf(command);
    }
}
