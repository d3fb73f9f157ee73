package dev.evpnd.speaker.admin;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The options that say which daemon is meant.
public final class SocketOption {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "The state directory of the daemon; without it, the daemon is meant that has"
                            + " its socket in the usual place.")
    private @Nullable Path stateDirectory;

    @Option(names = "--socket", paramLabel = "PATH", description = "The socket of the daemon.")
    private @Nullable Path socket;

    /// The one of administrators, unless it is for others alone.
    private static Path in(Path directory) {
        var administrators = directory.resolve(Door.ADMINISTRATORS.fileName());
        var viewers = directory.resolve(Door.VIEWERS.fileName());
        return !Files.isWritable(administrators) && Files.isWritable(viewers)
                ? viewers
                : administrators;
    }

    /// The socket of the daemon that is meant.
    ///
    /// @throws ParameterException if nothing says which
    public Path socket(CommandLine command) {
        if (socket != null) {
            return socket;
        }
        return Optional.ofNullable(stateDirectory)
                .or(UsualDirectory::ofDaemon)
                .map(SocketOption::in)
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        command,
                                        "say which daemon is meant by --state-dir or --socket, for"
                                                + " XDG_RUNTIME_DIR is not set"));
    }
}
