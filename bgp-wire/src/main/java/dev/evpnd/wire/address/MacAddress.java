package dev.evpnd.wire.address;

import java.util.HexFormat;

/// A 48-bit Ethernet address, written `02:aa:bb:cc:dd:11`.
///
/// @param bits the address in the low 48 bits
public record MacAddress(long bits) {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int OCTETS = 6;
    private static final long GROUP_BIT = 1L << 40;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /// @throws IllegalArgumentException when the text is not six pairs of hex digits with colons
    public static MacAddress parse(String text) {
        long bits = 0;
        for (byte octet : octets(text)) {
            bits = bits << 8 | octet & 0xff;
        }
        return new MacAddress(bits);
    }

    private static byte[] octets(String text) {
        if (text.length() == OCTETS * 3 - 1) {
            try {
                return COLONS.parseHex(text);
            } catch (IllegalArgumentException notHex) {
                // Told below, like any other fault.
            }
        }
        throw new IllegalArgumentException("expected a MAC address, found '" + text + "'");
    }

    /// Whether the address names a group of stations: multicast or broadcast.
    public boolean isGroup() {
        return (bits & GROUP_BIT) != 0;
    }

    @Override
    public String toString() {
        var octets = new byte[OCTETS];
        for (int i = 0; i < OCTETS; i++) {
            octets[i] = (byte) (bits >>> 40 - 8 * i);
        }
        return COLONS.formatHex(octets);
    }
}
