package dev.evpnd.wire.address;

import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

/// An IPv4 or IPv6 address. An IPv4 address is less than any IPv6 one; of one family, the lower
/// number is less.
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    /// Reads either family's text form.
    ///
    /// @throws IllegalArgumentException when the text is no address
    static IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
    }

    /// Reads an address of 32 or 128 bits.
    static IpAddress decode(OctetReader reader, int bitLength) {
        return switch (bitLength) {
            case 32 -> new Ipv4Address(reader.u32());
            case 128 -> new Ipv6Address(reader.u64(), reader.u64());
            default -> throw new IllegalArgumentException("no address has " + bitLength + " bits");
        };
    }

    /// Writes the 4 or 16 octets.
    void encode(OctetWriter writer);

    /// 32 or 128: what the address length fields of EVPN routes hold.
    int bitLength();

    boolean isUnspecified();

    /// The same address with all bits behind the first `prefixLength` cleared.
    IpAddress masked(int prefixLength);
}
