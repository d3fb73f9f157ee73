package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// LOCAL_PREF, RFC 4271 section 5.1.5: how much the AS prefers the route; the higher, the better.
///
/// @param preference an unsigned 32-bit number
public record LocalPref(long preference) implements PathAttribute {

    public LocalPref {
        if (preference >>> 32 != 0) {
            throw new IllegalArgumentException("LOCAL_PREF has 32 bits");
        }
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 4) {
            return received.wrongLength("the length is 4");
        }
        return Decoded.accepted(new LocalPref(Integer.toUnsignedLong(received.value().u32())));
    }

    @Override
    public int code() {
        return AttributeCode.LOCAL_PREF;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32((int) preference);
    }

    /// The number in decimal.
    @Override
    public String toString() {
        return Long.toString(preference);
    }
}
