package dev.evpnd.speaker.admin;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.Optional;

/// The options that say which daemon is meant.
public final class SocketOption {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "The state directory of the daemon; without it, a daemon is meant that has"
                            + " none.")
    private @Nullable Path stateDirectory;

    @Option(names = "--socket", paramLabel = "PATH", description = "The socket of the daemon.")
    private @Nullable Path socket;

    /// The socket of the daemon that is meant.
    ///
    /// @throws ParameterException if nothing says which
    public Path socket(CommandLine command) {
        if (socket != null) {
            return socket;
        }
        return Optional.ofNullable(stateDirectory)
                .or(UsualDirectory::find)
                .map(directory -> directory.resolve(AdminSocket.NAME))
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        command,
                                        "say which daemon is meant by --state-dir or --socket, for"
                                                + " XDG_RUNTIME_DIR is not set"));
    }
}
