package dev.evpnd.wire.community;

/// An extended community, RFC 4360: eight octets, of which the first one or two say what the rest
/// means.
///
/// ```
/// +---------------+---------------+-------------------------------+
/// |     Type      |    Subtype    |        Value (6 octets)       |
/// +---------------+---------------+-------------------------------+
/// ```
///
/// Every variant is a record of the 64 bits as they came, and its accessors read the fields out of
/// them. So no octets are malformed, reserved fields are kept and sent on unchanged, two
/// communities are equal when their octets are, and [#bits] is a complete key.
///
/// The text form is the one that FRR's `show` commands print, where there is one. It is complete:
/// [#parse] gives the same community back. Where bits are set that the readable text does not tell,
/// such as reserved ones, all eight octets follow it in hex: `ET:8 (0x030c000000010008)`.
public sealed interface ExtendedCommunity
        permits DefaultGateway,
                DfElection,
                Encapsulation,
                EsImportRouteTarget,
                EsiLabel,
                EvpnMulticastFlags,
                Layer2Attributes,
                LinkBandwidth,
                MacMobility,
                NeighborDiscovery,
                Opaque,
                RouteTarget,
                RouterMac,
                SiteOfOrigin,
                Unrecognized {

    /// The community of these eight octets, whatever they are.
    static ExtendedCommunity of(long bits) {
        int code = ExtendedCommunityType.code(bits);
        return switch (code) {
            case ExtendedCommunityType.TWO_OCTET_AS_ROUTE_TARGET,
                    ExtendedCommunityType.IPV4_ADDRESS_ROUTE_TARGET,
                    ExtendedCommunityType.FOUR_OCTET_AS_ROUTE_TARGET ->
                    new RouteTarget(bits);
            case ExtendedCommunityType.TWO_OCTET_AS_SITE_OF_ORIGIN,
                    ExtendedCommunityType.IPV4_ADDRESS_SITE_OF_ORIGIN,
                    ExtendedCommunityType.FOUR_OCTET_AS_SITE_OF_ORIGIN ->
                    new SiteOfOrigin(bits);
            case ExtendedCommunityType.LINK_BANDWIDTH -> new LinkBandwidth(bits);
            case ExtendedCommunityType.ENCAPSULATION -> new Encapsulation(bits);
            case ExtendedCommunityType.DEFAULT_GATEWAY -> new DefaultGateway(bits);
            case ExtendedCommunityType.MAC_MOBILITY -> new MacMobility(bits);
            case ExtendedCommunityType.ESI_LABEL -> new EsiLabel(bits);
            case ExtendedCommunityType.ES_IMPORT -> new EsImportRouteTarget(bits);
            case ExtendedCommunityType.ROUTER_MAC -> new RouterMac(bits);
            case ExtendedCommunityType.LAYER2_ATTRIBUTES -> new Layer2Attributes(bits);
            case ExtendedCommunityType.DF_ELECTION -> new DfElection(bits);
            case ExtendedCommunityType.ARP_ND -> new NeighborDiscovery(bits);
            case ExtendedCommunityType.MULTICAST_FLAGS -> new EvpnMulticastFlags(bits);
            default ->
                    ExtendedCommunityType.isOpaque(code)
                            ? new Opaque(bits)
                            : new Unrecognized(bits);
        };
    }

    /// Reads every text form that a community prints, and sixteen hex digits behind `0x` for any.
    ///
    /// @throws IllegalArgumentException when the text is no community
    static ExtendedCommunity parse(String text) {
        return ExtendedCommunityText.parse(text);
    }

    /// The eight octets in network order.
    long bits();

    /// The first octet, with the bits for IANA authority (0x80) and non-transitivity (0x40).
    default int type() {
        return (int) (bits() >>> 56);
    }

    /// The second octet; a few types have none and use it for their value.
    default int subtype() {
        return (int) (bits() >>> 48) & 0xff;
    }

    /// Whether the community may leave the AS (RFC 4360 section 6).
    default boolean isTransitive() {
        return (type() & ExtendedCommunityType.NON_TRANSITIVE) == 0;
    }
}
