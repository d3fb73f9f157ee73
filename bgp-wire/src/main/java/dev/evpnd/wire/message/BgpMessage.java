package dev.evpnd.wire.message;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.Objects;

/// A message of BGP-4, header excluded, RFC 4271 section 4.
public sealed interface BgpMessage permits Keepalive, Notification, Open, RouteRefresh, Update {

    /// One of the type codes of [MessageHeader].
    int type();

    /// Writes what follows the header.
    void encodeBody(OctetWriter writer, Negotiated negotiated);

    /// Writes the whole message.
    default void encode(OctetWriter writer, Negotiated negotiated) {
        int start = MessageHeader.begin(writer, type());
        encodeBody(writer, negotiated);
        MessageHeader.end(writer, start);
    }

    /// Reads one whole message, header included.
    ///
    /// Any octets are answered with a value; where that is a rejection with [Treatment#RESET],
    /// [Notification#of] makes the message that says so to the peer.
    ///
    /// @param length how many octets there are, which the header's Length has to agree with
    /// @param negotiated what the OPENs agreed on; of no consequence to an OPEN
    static Decoded<BgpMessage> decode(byte[] bytes, int offset, int length, Negotiated negotiated) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < MessageHeader.LENGTH) {
            return Decoded.rejected(truncated(bytes, offset, length));
        }
        var fault = MessageHeader.fault(bytes, offset, negotiated.maxReceiveLength());
        if (fault.isPresent()) {
            return Decoded.rejected(fault.get());
        }
        if (MessageHeader.length(bytes, offset) != length) {
            return Decoded.rejected(
                    MessageHeader.badLength("the length is that of the message", bytes, offset));
        }
        var body = new OctetReader(bytes, offset + MessageHeader.LENGTH, offset + length);
        return switch (MessageHeader.type(bytes, offset)) {
            case MessageHeader.OPEN -> OpenDecoder.decode(body);
            case MessageHeader.UPDATE -> widen(Update.decode(body, negotiated));
            case MessageHeader.NOTIFICATION -> Notification.decode(body);
            case MessageHeader.KEEPALIVE -> Decoded.accepted(Keepalive.INSTANCE);
            case MessageHeader.ROUTE_REFRESH -> RouteRefresh.decode(body, negotiated);
            default -> throw new AssertionError("the header's check lets no other type through");
        };
    }

    private static Malformed truncated(byte[] bytes, int offset, int length) {
        return new Malformed(
                Treatment.RESET,
                NotificationCode.BAD_MESSAGE_LENGTH,
                "Message Header",
                "there are 19 octets",
                offset,
                Octets.copyOf(bytes, offset, length));
    }

    private static Decoded<BgpMessage> widen(Decoded<Update> decoded) {
        return switch (decoded) {
            case Decoded.Accepted<Update>(var update, var findings) ->
                    Decoded.accepted(update, findings);
            case Decoded.Rejected<Update>(var malformed) -> Decoded.rejected(malformed);
        };
    }
}
