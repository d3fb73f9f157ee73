package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

/// The Encapsulation Extended Community, RFC 9012 section 4.1: how to tunnel to the next hop, and
/// with that whether the label fields of the route hold VNIs (RFC 8365 section 5.1.3).
///
/// ```
/// | 0x03 | 0x0c |          Reserved (4)         | Tunnel Type (2) |
/// ```
///
/// Text: `ET:8`.
public record Encapsulation(long bits) implements ExtendedCommunity {

    public static final Encapsulation VXLAN = of(8);
    public static final Encapsulation NVGRE = of(9);
    public static final Encapsulation MPLS = of(10);
    public static final Encapsulation MPLS_IN_GRE = of(11);
    public static final Encapsulation VXLAN_GPE = of(12);
    public static final Encapsulation MPLS_IN_UDP = of(13);
    public static final Encapsulation GENEVE = of(19);

    static final String NAME = "ET";

    private static final int MAX_TUNNEL_TYPE = 0xffff;
    private static final long RESERVED = 0xffff_ffffL << 16;

    public Encapsulation {
        ExtendedCommunityType.require(ExtendedCommunityType.ENCAPSULATION, bits);
    }

    /// The community with its reserved octets zero.
    ///
    /// @param tunnelType a code point of the BGP Tunnel Encapsulation registry, 16 bits
    public static Encapsulation of(int tunnelType) {
        if (tunnelType >>> 16 != 0) {
            throw new IllegalArgumentException("a tunnel type has 16 bits");
        }
        return new Encapsulation(
                ExtendedCommunityType.bits(ExtendedCommunityType.ENCAPSULATION, tunnelType));
    }

    static Encapsulation parseValue(String text) {
        return of((int) Decimal.parse(text, MAX_TUNNEL_TYPE, "a tunnel type"));
    }

    public int tunnelType() {
        return (int) bits & MAX_TUNNEL_TYPE;
    }

    @Override
    public String toString() {
        return ExtendedCommunityText.complete(NAME + ":" + tunnelType(), bits, RESERVED);
    }
}
