package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

/// Multiprotocol Extensions: routes of one address family are understood, RFC 4760 section 8.
///
/// ```
/// +-----------------+------------------+----------------+
/// | AFI (2 octets)  | Reserved (1)     | SAFI (1)       |
/// +-----------------+------------------+----------------+
/// ```
///
/// A speaker sends one for each family. The reserved octet is written as 0 and not looked at.
public record Multiprotocol(AddressFamily family) implements Capability {
    public static final int CODE = 1;

    private static final int LENGTH = 4;

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return CapabilityDecoder.refused(
                    "Multiprotocol Extensions", "the length is 4", bytes, offset, length);
        }
        int afi = BigEndian.u16(bytes, offset);
        int safi = BigEndian.u8(bytes, offset + 3);
        return Decoded.accepted(new Multiprotocol(new AddressFamily(afi, safi)));
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
        writer.u16(family.afi()).u8(0).u8(family.safi());
    }
}
