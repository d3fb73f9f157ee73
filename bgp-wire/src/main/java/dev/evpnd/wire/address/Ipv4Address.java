package dev.evpnd.wire.address;

import dev.evpnd.wire.octets.OctetWriter;

/// An IPv4 address, written as a dotted quad.
public record Ipv4Address(int bits) implements IpAddress {

    private static final int BITS = 32;

    /// @throws IllegalArgumentException when the text is not four decimal octets with dots
    public static Ipv4Address parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("expected an IPv4 address, found '" + text + "'");
        }
        int bits = 0;
        for (var part : parts) {
            bits = bits << 8 | (int) Decimal.parse(part, 255, "an octet of an IPv4 address");
        }
        return new Ipv4Address(bits);
    }

    @Override
    public void encode(OctetWriter writer) {
        writer.u32(bits);
    }

    @Override
    public int bitLength() {
        return BITS;
    }

    @Override
    public boolean isUnspecified() {
        return bits == 0;
    }

    @Override
    public Ipv4Address masked(int prefixLength) {
        if (prefixLength < 0 || prefixLength > BITS) {
            throw new IllegalArgumentException("no IPv4 prefix has length " + prefixLength);
        }
        int kept = bits & (int) ~(0xffff_ffffL >>> prefixLength);
        return kept == bits ? this : new Ipv4Address(kept);
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 0xff)
                + "."
                + (bits >>> 8 & 0xff)
                + "."
                + (bits & 0xff);
    }
}
