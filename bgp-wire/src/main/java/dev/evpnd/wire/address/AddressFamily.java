package dev.evpnd.wire.address;

/// An address family and its subsequent identifier (AFI and SAFI, RFC 4760).
public record AddressFamily(int afi, int safi) {

    public static final AddressFamily IPV4_UNICAST = new AddressFamily(1, 1);
    public static final AddressFamily IPV6_UNICAST = new AddressFamily(2, 1);
    public static final AddressFamily L2VPN_EVPN = new AddressFamily(25, 70);

    /// Route Target constraint, RFC 4684.
    public static final AddressFamily RT_CONSTRAINT = new AddressFamily(1, 132);

    public AddressFamily {
        if (afi >>> 16 != 0 || safi >>> 8 != 0) {
            throw new IllegalArgumentException("an AFI has 16 bits and a SAFI 8");
        }
    }

    /// The family's usual name, or its two numbers where it has none here.
    @Override
    public String toString() {
        return switch (afi << 8 | safi) {
            case 1 << 8 | 1 -> "IPv4 Unicast";
            case 1 << 8 | 2 -> "IPv4 Multicast";
            case 1 << 8 | 4 -> "IPv4 Labeled Unicast";
            case 1 << 8 | 128 -> "IPv4 VPN";
            case 1 << 8 | 132 -> "RT-Constraint";
            case 1 << 8 | 133 -> "IPv4 Flowspec";
            case 2 << 8 | 1 -> "IPv6 Unicast";
            case 2 << 8 | 2 -> "IPv6 Multicast";
            case 2 << 8 | 4 -> "IPv6 Labeled Unicast";
            case 2 << 8 | 128 -> "IPv6 VPN";
            case 2 << 8 | 133 -> "IPv6 Flowspec";
            case 25 << 8 | 65 -> "L2VPN VPLS";
            case 25 << 8 | 70 -> "L2VPN EVPN";
            case 16388 << 8 | 71 -> "BGP-LS";
            default -> "AFI " + afi + " SAFI " + safi;
        };
    }
}
