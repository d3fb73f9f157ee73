package dev.evpnd.wire.message;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// NOTIFICATION, the last message of a session and its reason, RFC 4271 section 4.5.
///
/// ```
/// +----------------------+-------------------------+------------------+
/// | Error code (1 octet) | Error subcode (1 octet) | Data (variable)  |
/// +----------------------+-------------------------+------------------+
/// ```
///
/// The data of a Cease may say more: a text for the peer's operator (RFC 9003), or, in a Hard
/// Reset, the notification that is meant (RFC 8538 section 3.1).
public record Notification(NotificationCode code, Octets data) implements BgpMessage {
    private static final int CODES_LENGTH = 2;
    private static final int MAX_TEXT_LENGTH = 255;
    private static final int MAX_DATA_LENGTH =
            MessageHeader.EXTENDED_MAX_LENGTH - MessageHeader.MIN_NOTIFICATION_LENGTH;
    private static final int MAX_QUOTED_LENGTH =
            MessageHeader.MAX_LENGTH - MessageHeader.MIN_NOTIFICATION_LENGTH;
    private static final int SHOWN_OCTETS = 64;

    public Notification {
        if (data.length() > MAX_DATA_LENGTH) {
            throw new IllegalArgumentException("a message has at most 65535 octets");
        }
    }

    /// What tells the peer of a fault in its bytes.
    ///
    /// The offending octets are cut off where the message would exceed 4,096, which every peer
    /// accepts.
    public static Notification of(Malformed malformed) {
        var data = malformed.data();
        return new Notification(
                malformed.code(),
                data.length() <= MAX_QUOTED_LENGTH ? data : data.slice(0, MAX_QUOTED_LENGTH));
    }

    /// A shutdown or reset with a text for the peer's operator, RFC 9003 section 2.
    ///
    /// Of a text of more than 255 octets of UTF-8 as many whole characters are sent as fit.
    ///
    /// @param code [NotificationCode#ADMINISTRATIVE_SHUTDOWN] or
    ///   [NotificationCode#ADMINISTRATIVE_RESET]
    /// @throws IllegalArgumentException when it is another one
    public static Notification shutdown(NotificationCode code, String text) {
        if (!carriesText(code)) {
            throw new IllegalArgumentException(
                    "expected a shutdown or reset, found '" + code + "'");
        }
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MAX_TEXT_LENGTH);
        while (length < utf8.length && (utf8[length] & 0xc0) == 0x80) {
            length--;
        }
        var writer = new OctetWriter(1 + length).u8(length).bytes(utf8, 0, length);
        return new Notification(code, writer.toOctets());
    }

    /// A Cease that ends graceful restart too, for the reason of `cause`; RFC 8538 section 3.1.
    ///
    /// The cause's data is cut off where the message would exceed 4,096 octets, which every peer
    /// takes.
    public static Notification hardReset(Notification cause) {
        int length = Math.min(cause.data.length(), MAX_QUOTED_LENGTH - CODES_LENGTH);
        var writer = new OctetWriter(CODES_LENGTH + length);
        writer.u8(cause.code.code()).u8(cause.code.subcode()).octets(cause.data.slice(0, length));
        return new Notification(NotificationCode.HARD_RESET, writer.toOctets());
    }

    /// @param body at least two octets, which the header's check has seen to
    static Decoded<BgpMessage> decode(OctetReader body) {
        var code = new NotificationCode(body.u8(), body.u8());
        return Decoded.accepted(new Notification(code, body.rest()));
    }

    /// The text of a shutdown or reset; nothing where there is none or it is malformed.
    public Optional<String> shutdownCommunication() {
        if (!carriesText(code) || data.length() < 2 || data.at(0) != data.length() - 1) {
            return Optional.empty();
        }
        return data.slice(1, data.length() - 1).utf8();
    }

    /// The notification that a Hard Reset carries.
    public Optional<Notification> hardResetCause() {
        if (!code.equals(NotificationCode.HARD_RESET) || data.length() < CODES_LENGTH) {
            return Optional.empty();
        }
        var cause = new NotificationCode(data.at(0), data.at(1));
        return Optional.of(
                new Notification(cause, data.slice(CODES_LENGTH, data.length() - CODES_LENGTH)));
    }

    private static boolean carriesText(NotificationCode code) {
        return code.equals(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
                || code.equals(NotificationCode.ADMINISTRATIVE_RESET);
    }

    @Override
    public int type() {
        return MessageHeader.NOTIFICATION;
    }

    @Override
    public void encodeBody(OctetWriter writer, Negotiated negotiated) {
        writer.u8(code.code()).u8(code.subcode()).octets(data);
    }

    /// One line for a log: `Cease/Administrative Shutdown, "back at 5"`, the data in hex and
    /// bounded where it is no text. Characters of the peer's that could disturb the log's lines are
    /// escaped (RFC 9003 section 6).
    @Override
    public String toString() {
        return hardResetCause()
                .map(cause -> code + " for " + cause.outline())
                .orElseGet(this::outline);
    }

    /// The line without what a Hard Reset carries: one may be put into another without end.
    private String outline() {
        var text = shutdownCommunication();
        if (text.isPresent()) {
            return code + ", \"" + escaped(text.get()) + "\"";
        }
        if (data.isEmpty()) {
            return code.toString();
        }
        return data.length() <= SHOWN_OCTETS
                ? code + ", data " + data
                : code + ", data " + data.slice(0, SHOWN_OCTETS) + "... of " + data.length();
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        codePoint -> {
                            if (disturbs(codePoint)) {
                                escaped.append("\\u{%x}".formatted(codePoint));
                            } else {
                                escaped.appendCodePoint(codePoint);
                            }
                        });
        return escaped.toString();
    }

    private static boolean disturbs(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> codePoint == '"' || codePoint == '\\';
        };
    }
}
