package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.query.Request;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/// `evpnd show`: asks a running daemon. docs/queries.md is the contract of what it prints.
@Command(
        name = "show",
        description = "Asks a running daemon, and prints its answer: one JSON object.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "  peers [ADDRESS]                   peers and their sessions",
            "  routes [FAMILY] [type N] [rd RD] [peer ADDRESS]",
            "                                    routes and their paths; FAMILY is l2vpn-evpn",
            "                                    (the default) or rt-constraint",
            "  explain KEY                       why an EVPN route is what it is; KEY as routes",
            "                                    are printed with",
            "  daemon                            the daemon itself",
            "",
            "Exit status: 0 when it was answered; 1 when no daemon answers, or it has no answer; 2"
                    + " when the command line was not understood. The fields are described in"
                    + " docs/queries.md.",
            "",
            "Examples:",
            "  evpnd show peers --state-dir /var/lib/evpnd | jq '.peers[] | {address, state}'",
            "  evpnd show routes type 2 rd 192.0.2.1:100 --state-dir /var/lib/evpnd",
        })
public final class ShowCommand extends SocketCommand {

    /// The command on the standard streams.
    public ShowCommand() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    ShowCommand(OutputStream standardOutput) {
        super(standardOutput);
    }

    @Override
    @Nullable String refusal(Request request) {
        return request.isQuestion() ? null : "expected a question; this is for evpnd tell";
    }
}
