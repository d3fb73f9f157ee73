package dev.evpnd.speaker.netlink;

import java.util.Optional;

/// What `NLMSG_ERROR` and `NLMSG_DONE` say: how a request ended.
///
/// @param error 0, or the number of an error
/// @param text the kernel's own words about it; empty if it has none
record Reply(int error, String text) {
    private static final int ERROR_LENGTH = 4;

    /// The words among the attributes (`NLMSGERR_ATTR_MSG`).
    private static final int MESSAGE = 1;

    private static final int HIGHEST_ERROR = 4095;

    /// @return empty where the octets are no reply, which is said by the fault
    static Optional<Reply> decode(Messages message, Fault fault) {
        boolean isDone = message.type() == Rtnetlink.DONE;
        if (isDone && message.payloadLength() == 0) {
            return Optional.of(new Reply(0, ""));
        }
        int due = ERROR_LENGTH + (isDone ? 0 : Messages.HEADER);
        if (!EventDecoder.hasHeader(message, due, fault)) {
            return Optional.empty();
        }
        int error = -message.u32(0);
        if (error < 0 || error > HIGHEST_ERROR) {
            fault.set("an error with the number " + error);
            return Optional.empty();
        }
        if (!message.hasFlags(Rtnetlink.ACK_ATTRIBUTES)) {
            return Optional.of(new Reply(error, ""));
        }
        int request =
                isDone || message.hasFlags(Rtnetlink.CAPPED)
                        ? 0
                        : Math.max(message.u32(ERROR_LENGTH) - Messages.HEADER, 0);
        // A length that leads out of the message leads to its end.
        int behind = Math.min(request, message.payloadLength()) + 3 & ~3;
        return Optional.of(new Reply(error, text(message.attributes(due + behind, fault))));
    }

    private static String text(Attributes attributes) {
        var text = "";
        while (attributes.next()) {
            if (attributes.type() == MESSAGE) {
                text = attributes.text();
            }
        }
        return text;
    }
}
