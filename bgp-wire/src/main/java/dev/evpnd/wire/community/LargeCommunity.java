package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

/// A large community, RFC 8092: three unsigned numbers of 32 bits, the first of them an AS number.
///
/// Text: `65000:1:2` (RFC 8092 section 6).
public record LargeCommunity(int globalAdministrator, int localData1, int localData2) {

    private static final long MAX_PART = 0xffff_ffffL;

    /// Reads three numbers with colons.
    ///
    /// @throws IllegalArgumentException when the text is not three numbers with colons
    public static LargeCommunity parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected a large community, found '" + text + "'");
        }
        return new LargeCommunity(part(parts[0]), part(parts[1]), part(parts[2]));
    }

    private static int part(String text) {
        return (int) Decimal.parse(text, MAX_PART, "a part of a large community");
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(globalAdministrator)
                + ":"
                + Integer.toUnsignedString(localData1)
                + ":"
                + Integer.toUnsignedString(localData2);
    }
}
