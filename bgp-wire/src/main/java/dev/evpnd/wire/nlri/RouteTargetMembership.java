package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

/// A Route Target membership: routes with such a target are wanted. RFC 4684 section 4.
///
/// ```
/// +-------------------------------+
/// | origin AS        (4 octets)   |
/// +-------------------------------+
/// | route target     (8 octets)   |
/// +-------------------------------+
/// ```
///
/// It is a prefix: 0 bits want everything, 32 to 96 bits the targets that begin so.
///
/// @param length of the prefix in bits: 0, or 32 to 96
/// @param originAs of the membership; 0 where the length is
/// @param routeTarget the eight octets, bits behind the length cleared
public record RouteTargetMembership(int length, Asn originAs, long routeTarget) {

    /// The membership in every route target.
    public static final RouteTargetMembership DEFAULT = new RouteTargetMembership(0, new Asn(0), 0);

    static final int SHORTEST = 32;
    static final int LONGEST = 96;

    public RouteTargetMembership {
        if (length != 0 && (length < SHORTEST || length > LONGEST)) {
            throw new IllegalArgumentException("a membership has 0, or 32 to 96, bits");
        }
        routeTarget = length <= SHORTEST ? 0 : routeTarget & -1L << LONGEST - length;
        if (length == 0 && originAs.number() != 0) {
            throw new IllegalArgumentException("the default membership has no origin");
        }
    }

    /// The membership in one route target.
    public static RouteTargetMembership of(Asn originAs, long routeTarget) {
        return new RouteTargetMembership(LONGEST, originAs, routeTarget);
    }

    /// How many octets a prefix of so many bits takes.
    static int octets(int length) {
        return (length + 7) / 8;
    }

    /// Reads one that was written here, length in front.
    public static RouteTargetMembership read(OctetReader written) {
        return decode(written.u8(), written);
    }

    /// Reads the prefix behind its length, which has been judged.
    static RouteTargetMembership decode(int length, OctetReader reader) {
        if (length == 0) {
            return DEFAULT;
        }
        var originAs = new Asn(reader.u32());
        long routeTarget = 0;
        int octets = octets(length) - 4;
        for (int i = 0; i < octets; i++) {
            routeTarget |= (long) reader.u8() << 56 - 8 * i;
        }
        return new RouteTargetMembership(length, originAs, routeTarget);
    }

    public void encode(OctetWriter writer) {
        writer.u8(length);
        if (length == 0) {
            return;
        }
        writer.u32(originAs.number());
        int octets = octets(length) - 4;
        for (int i = 0; i < octets; i++) {
            writer.u8((int) (routeTarget >>> 56 - 8 * i));
        }
    }

    /// Whether a route target, in its eight octets, is wanted by this membership.
    public boolean covers(long candidate) {
        return length <= SHORTEST || ((routeTarget ^ candidate) & -1L << LONGEST - length) == 0;
    }
}
