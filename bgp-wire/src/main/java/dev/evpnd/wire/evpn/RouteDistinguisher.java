package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.Ipv4Address;

/// The eight octets that keep equal addresses of different tenants apart, RFC 4364 section 4.2.
///
/// ```
/// +----------------+---------------------------------------+
/// | Type (2)       | Value (6)                             |
/// | 0              | AS (2)            | Assigned (4)      |
/// | 1              | IPv4 address (4)          | Assigned (2) |
/// | 2              | AS (4)                    | Assigned (2) |
/// +----------------+---------------------------------------+
/// ```
///
/// @param bits the eight octets; a type that nobody assigned is as good as any other
public record RouteDistinguisher(long bits) {

    public static final int TYPE_AS2 = 0;
    public static final int TYPE_IPV4 = 1;
    public static final int TYPE_AS4 = 2;

    private static final String HEX_PREFIX = "0x";

    /// A type 1 distinguisher, the usual one: the address of the router and a number of its own.
    public static RouteDistinguisher of(Ipv4Address administrator, int assigned) {
        return of(TYPE_IPV4, administrator.bits(), assigned);
    }

    /// A type 0 distinguisher where the number fits in two octets, type 2 otherwise.
    public static RouteDistinguisher of(Asn administrator, long assigned) {
        if (!administrator.fitsTwoOctets()) {
            return of(TYPE_AS4, administrator.number(), assigned);
        }
        if (assigned >>> 32 != 0) {
            throw new IllegalArgumentException("the assigned number has 32 bits");
        }
        return new RouteDistinguisher((long) administrator.number() << 32 | assigned);
    }

    private static RouteDistinguisher of(int type, int administrator, long assigned) {
        if (assigned >>> 16 != 0) {
            throw new IllegalArgumentException("the assigned number has 16 bits");
        }
        return new RouteDistinguisher(
                (long) type << 48 | (administrator & 0xffff_ffffL) << 16 | assigned);
    }

    /// Reads what [#toString] writes, and with it the usual forms `65000:100` and `192.0.2.1:100`.
    ///
    /// @throws IllegalArgumentException when the text is no route distinguisher
    public static RouteDistinguisher parse(String text) {
        if (text.startsWith(HEX_PREFIX)) {
            return new RouteDistinguisher(parseHex(text));
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw malformed(text);
        }
        var administrator = text.substring(0, colon);
        var assigned = text.substring(colon + 1);
        return switch ((int) administrator.chars().filter(c -> c == '.').count()) {
            case 0 -> parseAs(Asn.parse(administrator), assigned);
            case 1 -> of(TYPE_AS4, Asn.parse(administrator).number(), sixteenBits(assigned));
            default -> of(Ipv4Address.parse(administrator), (int) sixteenBits(assigned));
        };
    }

    private static RouteDistinguisher parseAs(Asn administrator, String assigned) {
        return administrator.fitsTwoOctets()
                ? of(administrator, Decimal.parse(assigned, 0xffff_ffffL, "an assigned number"))
                : of(administrator, sixteenBits(assigned));
    }

    private static long sixteenBits(String text) {
        return Decimal.parse(text, 0xffff, "an assigned number");
    }

    private static long parseHex(String text) {
        var digits = text.substring(HEX_PREFIX.length());
        if (digits.length() != 16 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw malformed(text);
        }
        return Long.parseUnsignedLong(digits, 16);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("expected a route distinguisher, found '" + text + "'");
    }

    public int type() {
        return (int) (bits >>> 48);
    }

    /// `65000:100`, `192.0.2.1:100` or `4200000001:100` for types 0, 1 and 2.
    ///
    /// A type 2 whose AS number would have fitted in type 0 has it written as asdot, `0.65000:100`,
    /// so that the text says which it is; a type without a meaning is written in hex.
    @Override
    public String toString() {
        return switch (type()) {
            case TYPE_AS2 -> (bits >>> 32 & 0xffff) + ":" + (bits & 0xffff_ffffL);
            case TYPE_IPV4 -> new Ipv4Address((int) (bits >>> 16)) + ":" + (bits & 0xffff);
            case TYPE_AS4 -> {
                var administrator = new Asn((int) (bits >>> 16));
                var dot = administrator.fitsTwoOctets() ? "0." : "";
                yield dot + administrator + ":" + (bits & 0xffff);
            }
            default -> HEX_PREFIX + String.format("%016x", bits);
        };
    }
}
