package dev.evpnd.speaker.shell;

import dev.evpnd.speaker.admin.AdminClient;
import dev.evpnd.speaker.show.Layout;

import java.io.IOException;
import java.nio.file.Path;

/// Gives commands to a daemon, each by a connection of its own: whoever has seen enough closes it,
/// and the daemon stops.
final class DaemonLink {
    private final Path socket;
    private final ReadAhead.Limits limits;
    private volatile Layout layout;

    /// @param layout of answers that are text, until another is wanted
    /// @param limits of what is taken of an answer that nobody reads
    DaemonLink(Path socket, Layout layout, ReadAhead.Limits limits) {
        this.socket = socket;
        this.layout = layout;
        this.limits = limits;
    }

    /// Wants another layout from now on.
    void setLayout(Layout wanted) {
        layout = wanted;
    }

    /// A request for an answer; the usual layout need not be named.
    private String laidOut(String request) {
        var wanted = layout;
        return wanted == Layout.USUAL ? request : "layout " + wanted.release() + " " + request;
    }

    /// Gives a command.
    ///
    /// @throws IOException if there is no daemon
    Answer command(String line) throws IOException {
        return ask("command " + line);
    }

    /// Gives a command that is to show something, and to change nothing whatever it says.
    ///
    /// @throws IOException if there is no daemon
    Answer look(String line) throws IOException {
        return ask("look " + line);
    }

    private Answer ask(String request) throws IOException {
        return new Answer(new ReadAhead(AdminClient.open(socket, laidOut(request)), limits));
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
