package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// MULTI_EXIT_DISC, RFC 4271 section 5.1.4: which of several links to a neighbouring AS it would
/// rather be reached by; the lower, the better.
///
/// @param metric an unsigned 32-bit number
public record MultiExitDisc(long metric) implements PathAttribute {

    public MultiExitDisc {
        if (metric >>> 32 != 0) {
            throw new IllegalArgumentException("MULTI_EXIT_DISC has 32 bits");
        }
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 4) {
            return received.wrongLength("the length is 4");
        }
        return Decoded.accepted(new MultiExitDisc(Integer.toUnsignedLong(received.value().u32())));
    }

    @Override
    public int code() {
        return AttributeCode.MULTI_EXIT_DISC;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32((int) metric);
    }

    /// The number in decimal.
    @Override
    public String toString() {
        return Long.toString(metric);
    }
}
