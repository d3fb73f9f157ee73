package dev.evpnd.wire.community;

import java.util.HexFormat;

/// The text forms of extended communities, as far as the variants have them in common.
///
/// A form is a name, a colon and what the variant of that name makes of the rest. Bits that it does
/// not tell are told by [#withBits]; that is the one rule by which all forms are complete.
final class ExtendedCommunityText {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HEX_PREFIX = "0x";
    private static final int HEX_DIGITS = 16;
    private static final String BITS_START = " (" + HEX_PREFIX;
    private static final String BITS_END = ")";

    private ExtendedCommunityText() {}

    static ExtendedCommunity parse(String text) {
        if (text.startsWith(HEX_PREFIX)) {
            return ofHex(text.substring(HEX_PREFIX.length()));
        }
        int bitsStart = text.lastIndexOf(BITS_START);
        return bitsStart >= 0 && text.endsWith(BITS_END)
                ? parseWithBits(text, bitsStart + BITS_START.length())
                : parseReadable(text);
    }

    private static ExtendedCommunity parseWithBits(String text, int hexStart) {
        var community = ofHex(text.substring(hexStart, text.length() - BITS_END.length()));
        if (!community.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "expected '" + community + "', found '" + text + "'");
        }
        return community;
    }

    private static ExtendedCommunity parseReadable(String text) {
        if (text.equals(DefaultGateway.TEXT)) {
            return DefaultGateway.ZERO;
        }
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var value = text.substring(colon + 1);
        return switch (name) {
            case RouteTarget.NAME -> RouteTarget.parse(value);
            case SiteOfOrigin.NAME -> SiteOfOrigin.parse(value);
            case LinkBandwidth.NAME -> LinkBandwidth.parseValue(value);
            case Encapsulation.NAME -> Encapsulation.parseValue(value);
            case MacMobility.NAME -> MacMobility.parseValue(value);
            case EsiLabel.NAME -> EsiLabel.parseValue(value);
            case EsImportRouteTarget.NAME -> EsImportRouteTarget.parseValue(value);
            case RouterMac.NAME -> RouterMac.parseValue(value);
            case Layer2Attributes.NAME -> Layer2Attributes.parseValue(value);
            case DfElection.NAME -> DfElection.parseValue(value);
            case NeighborDiscovery.NAME -> NeighborDiscovery.parseValue(value);
            case EvpnMulticastFlags.NAME -> EvpnMulticastFlags.parseValue(value);
            default -> throw unexpected("an extended community", text);
        };
    }

    private static ExtendedCommunity ofHex(String digits) {
        if (digits.length() != HEX_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw unexpected("sixteen hex digits", digits);
        }
        return ExtendedCommunity.of(HexFormat.fromHexDigitsToLong(digits));
    }

    /// All eight octets, the form of a community about which no more is known.
    static String hex(long bits) {
        return HEX_PREFIX + HEX.toHexDigits(bits);
    }

    /// The readable text, made complete where the community has any of the `untold` bits set.
    static String complete(String text, long bits, long untold) {
        return (bits & untold) == 0 ? text : withBits(text, bits);
    }

    static String withBits(String text, long bits) {
        return text + BITS_START + HEX.toHexDigits(bits) + BITS_END;
    }

    static IllegalArgumentException unexpected(String expected, String found) {
        return new IllegalArgumentException("expected " + expected + ", found '" + found + "'");
    }
}
