package dev.evpnd.speaker.netlink;

/// What becomes of the packets of a route, `RTN_…` of `linux/rtnetlink.h`.
public final class RouteType {
    /// Where any will do (`RTN_UNSPEC`).
    public static final int ANY = 0;

    public static final int UNICAST = 1;
    public static final int LOCAL = 2;
    public static final int BROADCAST = 3;
    public static final int ANYCAST = 4;
    public static final int MULTICAST = 5;
    public static final int BLACKHOLE = 6;
    public static final int UNREACHABLE = 7;
    public static final int PROHIBIT = 8;

    /// To be looked for in other tables.
    public static final int THROW = 9;

    private RouteType() {}

    /// Whether packets go nowhere from here. IPv6 has the loopback device for that, IPv4 none.
    static boolean leadsNowhere(int type) {
        return type >= BLACKHOLE && type <= THROW;
    }
}
