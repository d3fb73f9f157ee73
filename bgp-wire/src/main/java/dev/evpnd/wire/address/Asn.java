package dev.evpnd.wire.address;

/// An autonomous system number of four octets, RFC 6793; printed as asplain (RFC 5396).
///
/// @param number the unsigned 32-bit value
public record Asn(int number) {

    /// Stands in a two-octet field for a number that does not fit there (RFC 6793 section 9).
    public static final Asn AS_TRANS = new Asn(23456);

    /// Reads asplain (`4200000001`) or asdot (`64086.59905`).
    ///
    /// @throws IllegalArgumentException when the text is neither
    public static Asn parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return new Asn((int) Decimal.parse(text, 0xffff_ffffL, "an AS number"));
        }
        long high = Decimal.parse(text.substring(0, dot), 0xffff, "the high half of an AS number");
        long low = Decimal.parse(text.substring(dot + 1), 0xffff, "the low half of an AS number");
        return new Asn((int) (high << 16 | low));
    }

    /// Whether the number fits in the two octets that speakers without RFC 6793 have for it.
    public boolean fitsTwoOctets() {
        return number >>> 16 == 0;
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(number);
    }
}
