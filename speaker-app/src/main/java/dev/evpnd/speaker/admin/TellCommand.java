package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.query.Request;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/// `evpnd tell`: has a running daemon do something.
@Command(
        name = "tell",
        description = "Tells a running daemon to do something.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "  reset ADDRESS [TEXT...]     begin the session with a peer anew; TEXT is for its"
                    + " operator",
            "  refresh ADDRESS [FAMILY]    ask a peer to tell its routes again; FAMILY is"
                    + " l2vpn-evpn (the default) or rt-constraint",
            "  reload                      read the configuration again",
            "",
            "Exit status: 0 when it is done; 1 when no daemon answers, or it is not done; 2 when"
                    + " the command line was not understood.",
            "",
            "Examples:",
            "  evpnd tell reset 192.0.2.1 back in a moment --state-dir /var/lib/evpnd",
        })
public final class TellCommand extends SocketCommand {

    /// The command on the standard streams.
    public TellCommand() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    TellCommand(OutputStream standardOutput) {
        super(standardOutput);
    }

    @Override
    @Nullable String refusal(Request request) {
        return request.isQuestion() ? "expected an order; this is for evpnd show" : null;
    }
}
