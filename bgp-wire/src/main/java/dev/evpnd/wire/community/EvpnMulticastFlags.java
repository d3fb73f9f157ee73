package dev.evpnd.wire.community;

import java.util.List;

/// The EVPN Multicast Flags Extended Community, RFC 9251 section 9.4: what a PE does for multicast
/// in the broadcast domain of its Inclusive Multicast route.
///
/// ```
/// | 0x06 | 0x09 |   Flags (2)   |          Reserved (4)          |
///
/// Flags:  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
///        |               |S|         |M|I|
///                  I: IGMP Proxy, M: MLD Proxy, S: Segmentation (RFC 9572)
/// ```
///
/// Text, ours since FRR has none: `MF:IGMP Proxy, MLD Proxy`.
public record EvpnMulticastFlags(long bits) implements ExtendedCommunity {

    public static final int IGMP_PROXY = 0x0001;
    public static final int MLD_PROXY = 0x0002;
    public static final int SEGMENTATION = 0x0080;

    static final String NAME = "MF";

    private static final List<NamedFlag> NAMED_FLAGS =
            List.of(
                    new NamedFlag(IGMP_PROXY, "IGMP Proxy"),
                    new NamedFlag(MLD_PROXY, "MLD Proxy"),
                    new NamedFlag(SEGMENTATION, "Segmentation"));
    private static final long UNTOLD = 0xff7c_ffff_ffffL;

    public EvpnMulticastFlags {
        ExtendedCommunityType.require(ExtendedCommunityType.MULTICAST_FLAGS, bits);
    }

    /// The community with these flags and its reserved octets zero.
    ///
    /// @param flags 16 bits, such as [#IGMP_PROXY] | [#MLD_PROXY]
    public static EvpnMulticastFlags of(int flags) {
        if (flags >>> 16 != 0) {
            throw new IllegalArgumentException("there are 16 multicast flags");
        }
        return new EvpnMulticastFlags(
                ExtendedCommunityType.bits(
                        ExtendedCommunityType.MULTICAST_FLAGS, (long) flags << 32));
    }

    static EvpnMulticastFlags parseValue(String text) {
        return of(NamedFlag.parse(NAMED_FLAGS, text));
    }

    public int flags() {
        return (int) (bits >>> 32) & 0xffff;
    }

    /// Whether all of these flags are set.
    public boolean has(int flags) {
        return (flags() & flags) == flags;
    }

    @Override
    public String toString() {
        var text = NAME + ":" + NamedFlag.join(NAMED_FLAGS, flags());
        return ExtendedCommunityText.complete(text, bits, UNTOLD);
    }
}
