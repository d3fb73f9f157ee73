package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// AS4_AGGREGATOR, RFC 6793 section 3: AGGREGATOR with the four-octet AS number, carried past
/// speakers that have only two octets for it. [PathAttributes#mergedAs4] puts it in its place.
///
/// @param asn not 0, which RFC 7607 calls malformed
public record As4Aggregator(Asn asn, Ipv4Address address) implements PathAttribute {

    public As4Aggregator {
        if (asn.number() == 0) {
            throw new IllegalArgumentException("no AS has the number 0");
        }
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.context().fourOctetAs()) {
            return received.wrongValue("a speaker with four-octet AS numbers does not send it");
        }
        if (received.length() != 8) {
            return received.wrongLength("the length is 8");
        }
        int asn = received.value().u32();
        if (asn == 0) {
            return received.wrongValue("the AS number is not 0");
        }
        var address = new Ipv4Address(received.value().u32());
        return Decoded.accepted(new As4Aggregator(new Asn(asn), address));
    }

    @Override
    public int code() {
        return AttributeCode.AS4_AGGREGATOR;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32(asn.number());
        address.encode(writer);
    }
}
