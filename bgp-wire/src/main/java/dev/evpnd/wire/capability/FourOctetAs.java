package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// Support for 4-octet AS numbers, and the sender's own, RFC 6793 section 3.
///
/// AS 0 is never anybody's (RFC 7607 section 2).
public record FourOctetAs(Asn asn) implements Capability {
    public static final int CODE = 65;

    private static final String SUBJECT = "Support for 4-octet AS number";
    private static final int LENGTH = 4;

    public FourOctetAs {
        if (asn.number() == 0) {
            throw new IllegalArgumentException("AS 0 is nobody's number");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return CapabilityDecoder.refused(SUBJECT, "the length is 4", bytes, offset, length);
        }
        int number = BigEndian.u32(bytes, offset);
        if (number == 0) {
            var data = Octets.copyOf(bytes, offset, length);
            return Decoded.rejected(
                    new Malformed(
                            Treatment.RESET,
                            NotificationCode.BAD_PEER_AS,
                            SUBJECT,
                            "the AS number is not 0",
                            offset,
                            data));
        }
        return Decoded.accepted(new FourOctetAs(new Asn(number)));
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return LENGTH;
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        writer.u32(asn.number());
    }
}
