package dev.evpnd.wire.community;

import java.util.List;

/// The EVPN ARP/ND Extended Community, RFC 9047 section 2: how others answer ARP requests and
/// Neighbor Solicitations for the addresses of the route.
///
/// ```
/// | 0x06 | 0x08 | Flags (1) |            Reserved (5)           |
///
/// Flags:  0 1 2 3 4 5 6 7
///        |       |I| |O|R|    R: Router, O: Override, I: Immutable binding
/// ```
///
/// FRR sets bit 5 of the flags for addresses that it advertises as a proxy of a PE on the same
/// segment; RFC 9047 leaves that bit unassigned.
///
/// Text: `ND:Router Flag`, `ND:Proxy`, and of several flags all: `ND:Router Flag, Override Flag`.
/// FRR prints one flag only.
public record NeighborDiscovery(long bits) implements ExtendedCommunity {

    public static final int ROUTER = 0x01;
    public static final int OVERRIDE = 0x02;

    /// FRR's, from draft-rbickhart-evpn-ip-mac-proxy-adv.
    public static final int PROXY = 0x04;

    public static final int IMMUTABLE = 0x08;

    static final String NAME = "ND";

    private static final List<NamedFlag> NAMED_FLAGS =
            List.of(
                    new NamedFlag(ROUTER, "Router Flag"),
                    new NamedFlag(OVERRIDE, "Override Flag"),
                    new NamedFlag(PROXY, "Proxy"),
                    new NamedFlag(IMMUTABLE, "Immutable Flag"));
    private static final long UNTOLD = 0xf0_ff_ffff_ffffL;

    public NeighborDiscovery {
        ExtendedCommunityType.require(ExtendedCommunityType.ARP_ND, bits);
    }

    /// The community with these flags and its reserved octets zero.
    ///
    /// @param flags 8 bits, such as [#ROUTER] | [#OVERRIDE]
    public static NeighborDiscovery of(int flags) {
        if (flags >>> 8 != 0) {
            throw new IllegalArgumentException("there are 8 ARP/ND flags");
        }
        return new NeighborDiscovery(
                ExtendedCommunityType.bits(ExtendedCommunityType.ARP_ND, (long) flags << 40));
    }

    static NeighborDiscovery parseValue(String text) {
        return of(NamedFlag.parse(NAMED_FLAGS, text));
    }

    public int flags() {
        return (int) (bits >>> 40) & 0xff;
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
