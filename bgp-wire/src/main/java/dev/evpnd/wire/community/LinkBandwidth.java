package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Decimal;

import java.util.Locale;

/// The Link Bandwidth Extended Community, draft-ietf-idr-link-bandwidth: how much the link to the
/// next hop carries.
///
/// ```
/// | 0x40 | 0x04 |     AS (2)    | bytes per second, IEEE float (4) |
/// ```
///
/// Only the non-transitive form is here.
///
/// Text: `LB:65000:12500000 (100.000 Mbps)`. Bandwidths that are no whole number of 32 bits, NaN
/// among them, have the eight octets behind instead: `LB:65000:0.5 (0x4004fde83f000000)`.
public record LinkBandwidth(long bits) implements ExtendedCommunity {

    static final String NAME = "LB";

    private static final int MAX_AS = 0xffff;
    private static final long MAX_WHOLE = 0xffff_ffffL;
    private static final long BITS_PER_BYTE = 8;

    public LinkBandwidth {
        ExtendedCommunityType.require(ExtendedCommunityType.LINK_BANDWIDTH, bits);
    }

    /// The community of a bandwidth in bytes, not bits, per second.
    ///
    /// @param asn stands as [Asn#AS_TRANS] where it needs four octets
    public static LinkBandwidth of(Asn asn, float bytesPerSecond) {
        int as = (asn.fitsTwoOctets() ? asn : Asn.AS_TRANS).number();
        long rate = Integer.toUnsignedLong(Float.floatToRawIntBits(bytesPerSecond));
        return new LinkBandwidth(
                ExtendedCommunityType.bits(
                        ExtendedCommunityType.LINK_BANDWIDTH, (long) as << 32 | rate));
    }

    static LinkBandwidth parseValue(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw ExtendedCommunityText.unexpected("an AS number and a bandwidth", text);
        }
        var asn = new Asn((int) Decimal.parse(text.substring(0, colon), MAX_AS, "an AS number"));
        int rateStart = text.indexOf(" (");
        int wholeEnd = rateStart < colon ? text.length() : rateStart;
        var whole = text.substring(colon + 1, wholeEnd);
        var community = of(asn, (float) Decimal.parse(whole, MAX_WHOLE, "a bandwidth"));
        // The rate in brackets repeats the number; one that contradicts it is a slip.
        if (wholeEnd < text.length() && !community.toString().equals(NAME + ":" + text)) {
            throw ExtendedCommunityText.unexpected("'" + community + "'", NAME + ":" + text);
        }
        return community;
    }

    public Asn asn() {
        return new Asn((int) (bits >>> 32) & MAX_AS);
    }

    public float bytesPerSecond() {
        return Float.intBitsToFloat((int) bits);
    }

    @Override
    public String toString() {
        float rate = bytesPerSecond();
        long whole = (long) rate;
        boolean isWhole =
                whole >= 0
                        && whole <= MAX_WHOLE
                        && Float.floatToRawIntBits((float) whole) == (int) bits;
        var start = NAME + ":" + asn() + ":";
        return isWhole
                ? start + whole + " (" + bitRate(whole * BITS_PER_BYTE) + ")"
                : ExtendedCommunityText.withBits(start + rate, bits);
    }

    private static String bitRate(long bitsPerSecond) {
        if (bitsPerSecond >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.3f Gbps", bitsPerSecond / 1e9);
        }
        if (bitsPerSecond >= 1_000_000) {
            return String.format(Locale.ROOT, "%.3f Mbps", bitsPerSecond / 1e6);
        }
        if (bitsPerSecond >= 1_000) {
            return String.format(Locale.ROOT, "%.3f Kbps", bitsPerSecond / 1e3);
        }
        return bitsPerSecond + " bps";
    }
}
