package dev.evpnd.speaker.shell;

import dev.evpnd.speaker.admin.AdminClient;

import java.io.IOException;
import java.nio.file.Path;

/// Gives commands to a daemon, each by a connection of its own: whoever has seen enough closes it,
/// and the daemon stops.
final class DaemonLink {
    private final Path socket;

    DaemonLink(Path socket) {
        this.socket = socket;
    }

    /// Gives a command.
    ///
    /// @throws IOException if there is no daemon
    Answer command(String line) throws IOException {
        return new Answer(AdminClient.open(socket, "command " + line));
    }

    /// What may come next in a line.
    ///
    /// @throws IOException if there is no daemon, or what it says is not to be understood
    Expected expected(String line) throws IOException {
        try (var in = AdminClient.open(socket, "expected " + line)) {
            return Expected.read(in.readAllBytes());
        }
    }
}
