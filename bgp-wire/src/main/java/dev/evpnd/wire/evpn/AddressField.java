package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// The pair that EVPN routes are full of: an octet with a length in bits, and an address of it.
final class AddressField {
    /// What [#end] answers where there is no such pair.
    static final int ABSENT = -1;

    private AddressField() {}

    /// The offset behind the pair at `at`, or [#ABSENT] where the length is not 0, 32 or 128, the
    /// address is cut off, or the length is 0 and must not be.
    static int end(byte[] bytes, int at, int limit, boolean mayBeEmpty) {
        if (at >= limit) {
            return ABSENT;
        }
        int bits = BigEndian.u8(bytes, at);
        boolean known = bits == 32 || bits == 128 || bits == 0 && mayBeEmpty;
        int end = at + 1 + (bits >>> 3);
        return known && end <= limit ? end : ABSENT;
    }

    static @Nullable IpAddress decode(OctetReader reader) {
        int bits = reader.u8();
        return bits == 0 ? null : IpAddress.decode(reader, bits);
    }

    /// The same where an empty address has been ruled out before.
    static IpAddress decodePresent(OctetReader reader) {
        return IpAddress.decode(reader, reader.u8());
    }

    static void encode(@Nullable IpAddress address, OctetWriter writer) {
        if (address == null) {
            writer.u8(0);
        } else {
            writer.u8(address.bitLength());
            address.encode(writer);
        }
    }
}
