package dev.evpnd.wire.message;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.Optional;

/// The header that every message begins with, RFC 4271 section 4.1.
///
/// ```
/// +-----------------------------------+
/// | Marker (16 octets), all ones      |
/// +-----------------------------------+
/// | Length (2 octets), header counted |
/// +-----------------------------------+
/// | Type (1 octet)                    |
/// +-----------------------------------+
/// ```
///
/// What is checked is RFC 4271 section 6.1 and, for messages above 4,096 octets, RFC 8654. The
/// least length of ROUTE-REFRESH is not among it: RFC 4271 knows none, and which NOTIFICATION
/// answers it depends on the capabilities ([RouteRefresh]).
public final class MessageHeader {
    public static final int MARKER_LENGTH = 16;
    public static final int LENGTH = 19;
    public static final int MAX_LENGTH = Negotiated.MAX_MESSAGE_LENGTH;
    public static final int EXTENDED_MAX_LENGTH = Negotiated.EXTENDED_MAX_MESSAGE_LENGTH;

    public static final int OPEN = 1;
    public static final int UPDATE = 2;
    public static final int NOTIFICATION = 3;
    public static final int KEEPALIVE = 4;
    public static final int ROUTE_REFRESH = 5;

    public static final int MIN_OPEN_LENGTH = 29;
    public static final int MIN_UPDATE_LENGTH = 23;
    public static final int MIN_NOTIFICATION_LENGTH = 21;

    /// Answer of [#frameLength]: the message is not complete yet.
    public static final int NEED_MORE = 0;

    /// Answer of [#frameLength]: no message begins here, and [#fault] says why.
    public static final int BAD = -1;

    private static final int LENGTH_OFFSET = MARKER_LENGTH;
    private static final int TYPE_OFFSET = MARKER_LENGTH + 2;
    private static final String SUBJECT = "Message Header";

    private MessageHeader() {}

    /// How long the message is that begins at `offset`; nothing is allocated.
    ///
    /// A header is judged as soon as it is there, so that a stream that lost its synchronization is
    /// not waited on.
    ///
    /// @param available how many octets there are from `offset` on
    /// @param maxLength the longest message agreed on ([Negotiated#maxReceiveLength])
    /// @return the length of the message, all of which is available; else [#NEED_MORE] or [#BAD]
    public static int frameLength(byte[] bytes, int offset, int available, int maxLength) {
        if (available < LENGTH) {
            return NEED_MORE;
        }
        if (!isMarker(bytes, offset) || !isKnownType(type(bytes, offset))) {
            return BAD;
        }
        if (!isPossibleLength(bytes, offset, maxLength)) {
            return BAD;
        }
        int length = length(bytes, offset);
        return length > available ? NEED_MORE : length;
    }

    /// What is wrong with the header at `offset`, all 19 octets of which are there.
    ///
    /// The answer is empty exactly where [#frameLength] is not [#BAD].
    public static Optional<Malformed> fault(byte[] bytes, int offset, int maxLength) {
        if (!isMarker(bytes, offset)) {
            return Optional.of(
                    fault(
                            NotificationCode.CONNECTION_NOT_SYNCHRONIZED,
                            "the marker is all ones",
                            bytes,
                            offset,
                            MARKER_LENGTH));
        }
        if (isKnownType(type(bytes, offset))) {
            return isPossibleLength(bytes, offset, maxLength)
                    ? Optional.empty()
                    : Optional.of(badLength("a length that the type allows", bytes, offset));
        }
        return Optional.of(
                isWithin(length(bytes, offset), LENGTH, maxLength)
                        ? fault(
                                NotificationCode.BAD_MESSAGE_TYPE,
                                "the type is one of 1 to 5",
                                bytes,
                                offset + TYPE_OFFSET,
                                1)
                        : badLength("a length of 19 to the maximum", bytes, offset));
    }

    /// RFC 4271 section 6.1: the data is the erroneous Length field.
    static Malformed badLength(String reason, byte[] bytes, int offset) {
        return fault(NotificationCode.BAD_MESSAGE_LENGTH, reason, bytes, offset + LENGTH_OFFSET, 2);
    }

    /// What the Length field of the header at `offset` says.
    public static int length(byte[] bytes, int offset) {
        return BigEndian.u16(bytes, offset + LENGTH_OFFSET);
    }

    /// What the Type field of the header at `offset` says.
    public static int type(byte[] bytes, int offset) {
        return BigEndian.u8(bytes, offset + TYPE_OFFSET);
    }

    /// Writes a header whose length [#end] sets, and returns where it begins.
    static int begin(OctetWriter writer, int type) {
        int start = writer.length();
        writer.u64(-1).u64(-1).u16(0).u8(type);
        return start;
    }

    static void end(OctetWriter writer, int start) {
        writer.setU16(start + LENGTH_OFFSET, writer.length() - start);
    }

    private static boolean isMarker(byte[] bytes, int offset) {
        return BigEndian.u64(bytes, offset) == -1 && BigEndian.u64(bytes, offset + 8) == -1;
    }

    private static boolean isKnownType(int type) {
        return type >= OPEN && type <= ROUTE_REFRESH;
    }

    private static boolean isPossibleLength(byte[] bytes, int offset, int maxLength) {
        int length = length(bytes, offset);
        return switch (type(bytes, offset)) {
            // RFC 8654 section 4: these two never become longer.
            case OPEN -> isWithin(length, MIN_OPEN_LENGTH, MAX_LENGTH);
            case KEEPALIVE -> length == LENGTH;
            case UPDATE -> isWithin(length, MIN_UPDATE_LENGTH, maxLength);
            case NOTIFICATION -> isWithin(length, MIN_NOTIFICATION_LENGTH, maxLength);
            default -> isWithin(length, LENGTH, maxLength);
        };
    }

    private static boolean isWithin(int length, int least, int most) {
        return length >= least && length <= most;
    }

    private static Malformed fault(
            NotificationCode code, String reason, byte[] bytes, int offset, int length) {
        var data = Octets.copyOf(bytes, offset, length);
        return new Malformed(Treatment.RESET, code, SUBJECT, reason, offset, data);
    }
}
