package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.HexFormat;

/// An IPv6 Address Specific Extended Community, RFC 5701 section 2: twenty octets that are never
/// malformed.
///
/// ```
/// | Type (1) | Subtype (1) | Global Administrator, an address (16) | Local Administrator (2) |
/// ```
///
/// Text: `RT:[2001:db8::1]:100`, `SoO:[2001:db8::1]:100`, and of any other type or subtype the
/// twenty octets in hex behind `0x`.
///
/// @param type 8 bits; bit 0x40 is set in communities that stay within an AS
/// @param subtype 8 bits
/// @param localAdministrator 16 bits
public record Ipv6ExtendedCommunity(
        int type, int subtype, Ipv6Address globalAdministrator, int localAdministrator) {

    /// How many octets each community has.
    public static final int OCTETS = 20;

    /// The type of transitive communities.
    public static final int TRANSITIVE = 0x00;

    private static final String HEX_PREFIX = "0x";
    private static final String ADDRESS_START = ":[";
    private static final String ADDRESS_END = "]:";
    private static final int MAX_U16 = 0xffff;

    public Ipv6ExtendedCommunity {
        if (type >>> 8 != 0 || subtype >>> 8 != 0 || localAdministrator >>> 16 != 0) {
            throw new IllegalArgumentException(
                    "a type and a subtype have 8 bits and a local administrator 16");
        }
    }

    public static Ipv6ExtendedCommunity routeTarget(Ipv6Address address, int localAdministrator) {
        return new Ipv6ExtendedCommunity(
                TRANSITIVE, ExtendedCommunityType.ROUTE_TARGET, address, localAdministrator);
    }

    public static Ipv6ExtendedCommunity siteOfOrigin(Ipv6Address address, int localAdministrator) {
        return new Ipv6ExtendedCommunity(
                TRANSITIVE, ExtendedCommunityType.SITE_OF_ORIGIN, address, localAdministrator);
    }

    /// Reads the next [#OCTETS] octets, which the caller knows to be there.
    public static Ipv6ExtendedCommunity decode(OctetReader reader) {
        return new Ipv6ExtendedCommunity(
                reader.u8(),
                reader.u8(),
                new Ipv6Address(reader.u64(), reader.u64()),
                reader.u16());
    }

    public void encode(OctetWriter writer) {
        writer.u8(type).u8(subtype);
        globalAdministrator.encode(writer);
        writer.u16(localAdministrator);
    }

    /// Reads every text form that a community prints, and forty hex digits behind `0x` for any.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static Ipv6ExtendedCommunity parse(String text) {
        if (text.startsWith(HEX_PREFIX)) {
            return parseHex(text.substring(HEX_PREFIX.length()));
        }
        int start = text.indexOf(ADDRESS_START);
        int end = text.indexOf(ADDRESS_END);
        if (start < 0 || end < start) {
            throw ExtendedCommunityText.unexpected("an IPv6 extended community", text);
        }
        var address = Ipv6Address.parse(text.substring(start + ADDRESS_START.length(), end));
        int local =
                (int)
                        Decimal.parse(
                                text.substring(end + ADDRESS_END.length()),
                                MAX_U16,
                                "a local administrator");
        var name = text.substring(0, start);
        return switch (name) {
            case RouteTarget.NAME -> routeTarget(address, local);
            case SiteOfOrigin.NAME -> siteOfOrigin(address, local);
            default -> throw ExtendedCommunityText.unexpected("RT or SoO", name);
        };
    }

    private static Ipv6ExtendedCommunity parseHex(String digits) {
        if (digits.length() != OCTETS * 2 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw ExtendedCommunityText.unexpected("forty hex digits", digits);
        }
        return decode(Octets.ofHex(digits).reader());
    }

    /// Whether the community may leave the AS.
    public boolean isTransitive() {
        return (type & ExtendedCommunityType.NON_TRANSITIVE) == 0;
    }

    public boolean isRouteTarget() {
        return type == TRANSITIVE && subtype == ExtendedCommunityType.ROUTE_TARGET;
    }

    public boolean isSiteOfOrigin() {
        return type == TRANSITIVE && subtype == ExtendedCommunityType.SITE_OF_ORIGIN;
    }

    @Override
    public String toString() {
        if (isRouteTarget()) {
            return text(RouteTarget.NAME);
        }
        if (isSiteOfOrigin()) {
            return text(SiteOfOrigin.NAME);
        }
        var writer = new OctetWriter(OCTETS);
        encode(writer);
        return HEX_PREFIX + writer.toOctets().toHex();
    }

    private String text(String name) {
        return name + ADDRESS_START + globalAdministrator + ADDRESS_END + localAdministrator;
    }
}
