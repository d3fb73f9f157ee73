package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// Only to Customer (OTC), RFC 9234 section 5: the AS from which on the route may go to customers
/// only.
public record OnlyToCustomer(Asn asn) implements PathAttribute {

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 4) {
            return received.wrongLength("the length is 4");
        }
        return Decoded.accepted(new OnlyToCustomer(new Asn(received.value().u32())));
    }

    @Override
    public int code() {
        return AttributeCode.ONLY_TO_CUSTOMER;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32(asn.number());
    }

    @Override
    public String toString() {
        return asn.toString();
    }
}
