package dev.evpnd.wire.address;

import dev.evpnd.wire.octets.OctetWriter;

import java.nio.charset.StandardCharsets;

/// An IPv4 address, written as a dotted quad.
public record Ipv4Address(int bits) implements IpAddress {

    private static final int BITS = 32;
    private static final int LONGEST = "255.255.255.255".length();

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
    public int compareTo(IpAddress other) {
        return other instanceof Ipv4Address that ? Integer.compareUnsigned(bits, that.bits) : -1;
    }

    /// Written out, as [#hashCode] is: what the JDK puts together for a record is slow for as long
    /// as a program is young.
    @Override
    public boolean equals(Object other) {
        return other instanceof Ipv4Address(int it) && it == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public String toString() {
        // Listings write a million of them.
        var text = new byte[LONGEST];
        int end = 0;
        for (int shift = BITS - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            int octet = bits >>> shift & 0xff;
            if (octet >= 100) {
                text[end++] = (byte) ('0' + octet / 100);
            }
            if (octet >= 10) {
                text[end++] = (byte) ('0' + octet / 10 % 10);
            }
            text[end++] = (byte) ('0' + octet % 10);
            if (shift > 0) {
                text[end++] = '.';
            }
        }
        return new String(text, 0, end, StandardCharsets.ISO_8859_1);
    }
}
