package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.Ipv4Address;

/// The value field that Route Target and Site of Origin have in common: a number (local
/// administrator) under the authority of an AS or of an address's owner (global administrator).
///
/// ```
/// type 0x00   | AS (2)         | local administrator (4)        |   RFC 4360 section 3.1
/// type 0x01   | IPv4 address (4)                 | local (2)    |   RFC 4360 section 3.2
/// type 0x02   | AS (4)                           | local (2)    |   RFC 5668 section 2
/// ```
///
/// In text the global administrator tells the type: an AS number above 65535 and one written with a
/// dot, `0.65000`, are of four octets.
final class Administrators {
    private static final long MAX_U16 = 0xffff;
    private static final long MAX_U32 = 0xffff_ffffL;
    private static final String LOCAL = "a local administrator";

    private Administrators() {}

    /// Two octets for the AS where it fits, else four.
    static long bits(int subtype, Asn asn, long local) {
        return asn.fitsTwoOctets()
                ? bits(ExtendedCommunityType.TWO_OCTET_AS, subtype)
                        | (long) asn.number() << 32
                        | checked(local, MAX_U32)
                : fourOctetAsBits(subtype, asn, local);
    }

    static long fourOctetAsBits(int subtype, Asn asn, long local) {
        return bits(ExtendedCommunityType.FOUR_OCTET_AS, subtype)
                | Integer.toUnsignedLong(asn.number()) << 16
                | checked(local, MAX_U16);
    }

    static long bits(int subtype, Ipv4Address address, long local) {
        return bits(ExtendedCommunityType.IPV4_ADDRESS, subtype)
                | Integer.toUnsignedLong(address.bits()) << 16
                | checked(local, MAX_U16);
    }

    private static long bits(int type, int subtype) {
        return ExtendedCommunityType.bits(type << 8 | subtype, 0);
    }

    private static long checked(long local, long maximum) {
        if (local < 0 || local > maximum) {
            throw new IllegalArgumentException(
                    "expected " + LOCAL + " from 0 to " + maximum + ", found " + local);
        }
        return local;
    }

    /// Reads `65000:100`, `192.0.2.1:100`, `4200000001:100` or `0.65000:100`.
    static long parse(int subtype, String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw ExtendedCommunityText.unexpected("two administrators", text);
        }
        var global = text.substring(0, colon);
        long local = Decimal.parse(text.substring(colon + 1), MAX_U32, LOCAL);
        int dot = global.indexOf('.');
        if (dot < 0) {
            return bits(subtype, Asn.parse(global), local);
        }
        return dot == global.lastIndexOf('.')
                ? fourOctetAsBits(subtype, Asn.parse(global), local)
                : bits(subtype, Ipv4Address.parse(global), local);
    }

    static void require(int subtype, long bits) {
        int code = ExtendedCommunityType.code(bits);
        if ((code & 0xff) != subtype || code >>> 8 > ExtendedCommunityType.FOUR_OCTET_AS) {
            throw new IllegalArgumentException(
                    "a community of subtype 0x%02x with administrators does not start 0x%04x"
                            .formatted(subtype, code));
        }
    }

    static long global(long bits) {
        return hasTwoOctetAs(bits)
                ? ExtendedCommunityType.value(bits) >>> 32
                : ExtendedCommunityType.value(bits) >>> 16;
    }

    static long local(long bits) {
        return bits & (hasTwoOctetAs(bits) ? MAX_U32 : MAX_U16);
    }

    private static boolean hasTwoOctetAs(long bits) {
        return bits >>> 56 == ExtendedCommunityType.TWO_OCTET_AS;
    }

    static String text(long bits) {
        return globalText(bits) + ":" + local(bits);
    }

    private static String globalText(long bits) {
        long global = global(bits);
        if (bits >>> 56 == ExtendedCommunityType.IPV4_ADDRESS) {
            return new Ipv4Address((int) global).toString();
        }
        boolean needsDot = !hasTwoOctetAs(bits) && global <= MAX_U16;
        return needsDot ? "0." + global : Long.toString(global);
    }
}
