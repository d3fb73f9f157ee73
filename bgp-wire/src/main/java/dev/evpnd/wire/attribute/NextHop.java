package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// NEXT_HOP, RFC 4271 section 5.1.3: where packets for the IPv4 routes of the UPDATE's own NLRI
/// field are to be sent.
///
/// Any address is taken here. Whether it could be a host's is for those who use it to ask: beside
/// MP_REACH_NLRI the attribute means nothing and is ignored (RFC 4760 section 3).
public record NextHop(Ipv4Address address) implements PathAttribute {

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() != 4) {
            return received.wrongLength("the length is 4");
        }
        return Decoded.accepted(new NextHop(new Ipv4Address(received.value().u32())));
    }

    @Override
    public int code() {
        return AttributeCode.NEXT_HOP;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32(address.bits());
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
