package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.octets.OctetWriter;

/// ORIGIN, RFC 4271 section 5.1.1: how the originator came to know the route.
///
/// @param value 0, 1 or 2; the RFC defines no others and calls them malformed
public record Origin(int value) implements PathAttribute {
    public static final Origin IGP = new Origin(0);
    public static final Origin EGP = new Origin(1);
    public static final Origin INCOMPLETE = new Origin(2);

    public Origin {
        if (value < 0 || value > 2) {
            throw new IllegalArgumentException("ORIGIN is 0, 1 or 2 and not " + value);
        }
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 1) {
            return received.wrongLength("the length is 1");
        }
        return switch (received.value().u8()) {
            case 0 -> Decoded.accepted(IGP);
            case 1 -> Decoded.accepted(EGP);
            case 2 -> Decoded.accepted(INCOMPLETE);
            default ->
                    received.malformed(NotificationCode.INVALID_ORIGIN, "the value is 0, 1 or 2");
        };
    }

    @Override
    public int code() {
        return AttributeCode.ORIGIN;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u8(value);
    }

    /// `IGP`, `EGP` or `INCOMPLETE`.
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "IGP";
            case 1 -> "EGP";
            default -> "INCOMPLETE";
        };
    }
}
