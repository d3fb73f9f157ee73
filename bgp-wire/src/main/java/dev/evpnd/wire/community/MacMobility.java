package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

/// The MAC Mobility Extended Community, RFC 7432 section 7.7: how often the MAC address has moved,
/// and whether it may.
///
/// ```
/// | 0x06 | 0x00 | Flags (1) | Reserved (1) |  Sequence Number (4) |
///
/// Flags:  0 1 2 3 4 5 6 7
///        |  Reserved   |S|    S: sticky, the address does not move (section 15.2)
/// ```
///
/// Text: `MM:7`, `MM:7, sticky MAC`.
public record MacMobility(long bits) implements ExtendedCommunity {

    static final String NAME = "MM";

    private static final String STICKY_TEXT = ", sticky MAC";
    private static final long MAX_SEQUENCE_NUMBER = 0xffff_ffffL;
    private static final long STICKY = 1L << 40;
    private static final long RESERVED = 0xfeffL << 32;

    public MacMobility {
        ExtendedCommunityType.require(ExtendedCommunityType.MAC_MOBILITY, bits);
    }

    /// The community of an address that may move.
    ///
    /// @param sequenceNumber an unsigned number of 32 bits
    public static MacMobility of(long sequenceNumber) {
        if (sequenceNumber >>> 32 != 0) {
            throw new IllegalArgumentException("a sequence number has 32 bits");
        }
        return new MacMobility(
                ExtendedCommunityType.bits(ExtendedCommunityType.MAC_MOBILITY, sequenceNumber));
    }

    /// The community of an address that does not move.
    public static MacMobility sticky(long sequenceNumber) {
        return new MacMobility(of(sequenceNumber).bits | STICKY);
    }

    static MacMobility parseValue(String text) {
        boolean sticky = text.endsWith(STICKY_TEXT);
        var number = sticky ? text.substring(0, text.length() - STICKY_TEXT.length()) : text;
        long sequenceNumber = Decimal.parse(number, MAX_SEQUENCE_NUMBER, "a sequence number");
        return sticky ? sticky(sequenceNumber) : of(sequenceNumber);
    }

    public long sequenceNumber() {
        return bits & MAX_SEQUENCE_NUMBER;
    }

    public boolean isSticky() {
        return (bits & STICKY) != 0;
    }

    @Override
    public String toString() {
        var text = NAME + ":" + sequenceNumber() + (isSticky() ? STICKY_TEXT : "");
        return ExtendedCommunityText.complete(text, bits, RESERVED);
    }
}
