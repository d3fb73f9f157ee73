package dev.evpnd.wire.address;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A 48-bit Ethernet address, written `02:aa:bb:cc:dd:11`.
///
/// @param bits the address in the low 48 bits
public record MacAddress(long bits) {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int OCTETS = 6;
    private static final long GROUP_BIT = 1L << 40;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /// @throws IllegalArgumentException when the text is not six pairs of hex digits with colons
    public static MacAddress parse(String text) {
        if (text.length() != OCTETS * 3 - 1) {
            throw malformed(text, null);
        }
        try {
            long bits = 0;
            for (byte octet : COLONS.parseHex(text)) {
                bits = bits << 8 | octet & 0xff;
            }
            return new MacAddress(bits);
        } catch (IllegalArgumentException notHex) {
            throw malformed(text, notHex);
        }
    }

    private static IllegalArgumentException malformed(
            String text, @Nullable IllegalArgumentException cause) {
        return new IllegalArgumentException("expected a MAC address, found '" + text + "'", cause);
    }

    /// Whether the address names a group of stations: multicast or broadcast.
    public boolean isGroup() {
        return (bits & GROUP_BIT) != 0;
    }

    /// Written out, as [#hashCode] is: what the JDK puts together for a record is slow for as long
    /// as a program is young.
    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress(long it) && it == bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }

    @Override
    public String toString() {
        // Listings write a million of them.
        var text = new byte[OCTETS * 3 - 1];
        for (int i = 0; i < OCTETS; i++) {
            int octet = (int) (bits >>> 40 - 8 * i);
            text[3 * i] = DIGITS[octet >>> 4 & 0xf];
            text[3 * i + 1] = DIGITS[octet & 0xf];
            if (i < OCTETS - 1) {
                text[3 * i + 2] = ':';
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
