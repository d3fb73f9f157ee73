package dev.evpnd.wire.community;

/// Code points of extended communities, RFC 7153 and the registries it founded.
///
/// The first octet of a community is its type. Together with the second, the subtype, it makes the
/// 16-bit code that says how the other six are read. These are the codes that have a variant of
/// [ExtendedCommunity]; any other number is as good a code and is kept as it came.
public final class ExtendedCommunityType {
    /// Set in the type of communities that stay within an AS, RFC 4360 section 2.
    public static final int NON_TRANSITIVE = 0x40;

    public static final int TWO_OCTET_AS = 0x00;
    public static final int IPV4_ADDRESS = 0x01;
    public static final int FOUR_OCTET_AS = 0x02;
    public static final int OPAQUE = 0x03;
    public static final int EVPN = 0x06;

    /// Subtypes under each of the three types with administrators.
    public static final int ROUTE_TARGET = 0x02;

    public static final int SITE_OF_ORIGIN = 0x03;

    static final int TWO_OCTET_AS_ROUTE_TARGET = TWO_OCTET_AS << 8 | ROUTE_TARGET;
    static final int IPV4_ADDRESS_ROUTE_TARGET = IPV4_ADDRESS << 8 | ROUTE_TARGET;
    static final int FOUR_OCTET_AS_ROUTE_TARGET = FOUR_OCTET_AS << 8 | ROUTE_TARGET;
    static final int TWO_OCTET_AS_SITE_OF_ORIGIN = TWO_OCTET_AS << 8 | SITE_OF_ORIGIN;
    static final int IPV4_ADDRESS_SITE_OF_ORIGIN = IPV4_ADDRESS << 8 | SITE_OF_ORIGIN;
    static final int FOUR_OCTET_AS_SITE_OF_ORIGIN = FOUR_OCTET_AS << 8 | SITE_OF_ORIGIN;
    static final int LINK_BANDWIDTH = (NON_TRANSITIVE | TWO_OCTET_AS) << 8 | 0x04;
    static final int ENCAPSULATION = OPAQUE << 8 | 0x0c;
    static final int DEFAULT_GATEWAY = OPAQUE << 8 | 0x0d;
    static final int MAC_MOBILITY = EVPN << 8;
    static final int ESI_LABEL = EVPN << 8 | 0x01;
    static final int ES_IMPORT = EVPN << 8 | 0x02;
    static final int ROUTER_MAC = EVPN << 8 | 0x03;
    static final int LAYER2_ATTRIBUTES = EVPN << 8 | 0x04;
    static final int DF_ELECTION = EVPN << 8 | 0x06;
    static final int ARP_ND = EVPN << 8 | 0x08;
    static final int MULTICAST_FLAGS = EVPN << 8 | 0x09;

    private ExtendedCommunityType() {}

    /// The type and subtype of a community.
    static int code(long bits) {
        return (int) (bits >>> 48);
    }

    /// The value field alone.
    static long value(long bits) {
        return bits & 0xffff_ffff_ffffL;
    }

    /// The community of a code and a value of 48 bits.
    static long bits(int code, long value) {
        return (long) code << 48 | value;
    }

    static void require(int code, long bits) {
        if (code(bits) != code) {
            throw new IllegalArgumentException(
                    "a community of code 0x%04x does not start 0x%04x".formatted(code, code(bits)));
        }
    }

    static boolean isOpaque(int code) {
        return (code >>> 8 & ~NON_TRANSITIVE) == OPAQUE;
    }

    /// Whether the code has a variant of its own, so that neither [Opaque] nor [Unrecognized] may
    /// hold it: two unequal values must never stand for the same octets.
    static boolean isRecognized(int code) {
        return switch (code) {
            case TWO_OCTET_AS_ROUTE_TARGET,
                    IPV4_ADDRESS_ROUTE_TARGET,
                    FOUR_OCTET_AS_ROUTE_TARGET,
                    TWO_OCTET_AS_SITE_OF_ORIGIN,
                    IPV4_ADDRESS_SITE_OF_ORIGIN,
                    FOUR_OCTET_AS_SITE_OF_ORIGIN,
                    LINK_BANDWIDTH,
                    ENCAPSULATION,
                    DEFAULT_GATEWAY,
                    MAC_MOBILITY,
                    ESI_LABEL,
                    ES_IMPORT,
                    ROUTER_MAC,
                    LAYER2_ATTRIBUTES,
                    DF_ELECTION,
                    ARP_ND,
                    MULTICAST_FLAGS ->
                    true;
            default -> false;
        };
    }
}
