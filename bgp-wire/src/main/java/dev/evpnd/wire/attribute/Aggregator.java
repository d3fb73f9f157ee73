package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// AGGREGATOR, RFC 4271 section 5.1.7: the AS and the speaker that formed the aggregate route.
///
/// ```
/// +-----------------------------+
/// | AS number (2 or 4 octets)   |   4 where both speakers know RFC 6793
/// +-----------------------------+
/// | IP address (4 octets)       |
/// +-----------------------------+
/// ```
///
/// @param asn not 0, which RFC 7607 calls malformed
public record Aggregator(Asn asn, Ipv4Address address) implements PathAttribute {

    public Aggregator {
        if (asn.number() == 0) {
            throw new IllegalArgumentException("no AS has the number 0");
        }
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        boolean four = received.context().fourOctetAs();
        if (received.length() != (four ? 8 : 6)) {
            return received.wrongLength(
                    four
                            ? "the length is 8 between speakers with four-octet AS numbers"
                            : "the length is 6 between speakers with two-octet AS numbers");
        }
        int asn = four ? received.value().u32() : received.value().u16();
        if (asn == 0) {
            return received.wrongValue("the AS number is not 0");
        }
        var address = new Ipv4Address(received.value().u32());
        return Decoded.accepted(new Aggregator(new Asn(asn), address));
    }

    @Override
    public int code() {
        return AttributeCode.AGGREGATOR;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        if (context.fourOctetAs()) {
            writer.u32(asn.number());
        } else {
            writer.u16(asn.fitsTwoOctets() ? asn.number() : Asn.AS_TRANS.number());
        }
        address.encode(writer);
    }
}
