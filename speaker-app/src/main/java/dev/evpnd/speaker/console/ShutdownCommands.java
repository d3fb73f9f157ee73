package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.wire.address.IpAddress;

import java.nio.charset.StandardCharsets;

/// `neighbor X shutdown` and its opposite: whether the session with a peer is wanted.
final class ShutdownCommands {
    /// RFC 9003 section 2.
    private static final int MOST_OCTETS = 255;

    private final Inspection inspection;

    ShutdownCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    void shutDown(Arguments arguments) {
        var words = arguments.all(OperatingCommands.MESSAGE, String.class);
        var message = String.join(" ", words);
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_OCTETS) {
            throw new QueryFailure(
                    "expected a message of at most %d octets of UTF-8, found %d"
                            .formatted(MOST_OCTETS, length));
        }
        var peer = peer(arguments);
        if (!inspection.orders().shutDown(peer, message)) {
            throw OperatingCommands.unknown(peer);
        }
    }

    void open(Arguments arguments) {
        var peer = peer(arguments);
        if (!inspection.orders().open(peer)) {
            throw OperatingCommands.unknown(peer);
        }
    }

    private IpAddress peer(Arguments arguments) {
        var address = arguments.get(Words.NEIGHBOR, IpAddress.class);
        var dynamic =
                inspection.peers().all().stream()
                        .filter(each -> each.status().dynamic())
                        .anyMatch(each -> each.status().address().equals(address));
        if (dynamic) {
            throw new QueryFailure(
                    "%s came by a listen range, and can be shut down with that range alone"
                            .formatted(address));
        }
        return address;
    }
}
