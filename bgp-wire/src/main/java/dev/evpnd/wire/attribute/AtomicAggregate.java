package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// ATOMIC_AGGREGATE, RFC 4271 section 5.1.6: aggregation may have left AS numbers out of the path.
/// It has no value: to be there is all it says.
public record AtomicAggregate() implements PathAttribute {
    public static final AtomicAggregate PRESENT = new AtomicAggregate();

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 0) {
            return received.wrongLength("the length is 0");
        }
        return Decoded.accepted(PRESENT);
    }

    @Override
    public int code() {
        return AttributeCode.ATOMIC_AGGREGATE;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        // Nothing: the length is zero.
    }
}
