package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// ORIGINATOR_ID, RFC 4456 section 8: the speaker that brought a reflected route into the AS.
public record OriginatorId(BgpIdentifier originator) implements PathAttribute {

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 4) {
            return received.wrongLength("the length is 4");
        }
        return Decoded.accepted(new OriginatorId(new BgpIdentifier(received.value().u32())));
    }

    @Override
    public int code() {
        return AttributeCode.ORIGINATOR_ID;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32(originator.bits());
    }

    @Override
    public String toString() {
        return originator.toString();
    }
}
