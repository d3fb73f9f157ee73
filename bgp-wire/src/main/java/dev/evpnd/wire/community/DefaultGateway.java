package dev.evpnd.wire.community;

/// The Default Gateway Extended Community, RFC 7432 section 7.8: the MAC and IP address of the
/// route are those of a gateway.
///
/// ```
/// | 0x03 | 0x0d |                 Reserved (6)                 |
/// ```
///
/// Text: `Default Gateway`.
public record DefaultGateway(long bits) implements ExtendedCommunity {

    /// The one to send: the value field is reserved and has no other content.
    public static final DefaultGateway ZERO =
            new DefaultGateway(
                    ExtendedCommunityType.bits(ExtendedCommunityType.DEFAULT_GATEWAY, 0));

    static final String TEXT = "Default Gateway";

    private static final long RESERVED = 0xffff_ffff_ffffL;

    public DefaultGateway {
        ExtendedCommunityType.require(ExtendedCommunityType.DEFAULT_GATEWAY, bits);
    }

    @Override
    public String toString() {
        return ExtendedCommunityText.complete(TEXT, bits, RESERVED);
    }
}
