package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;

import org.jspecify.annotations.Nullable;

/// Where a route of the kernel's comes from, as far as it may be announced.
public enum PrefixSource {
    /// The kernel has made it for an address of a device.
    CONNECTED("connected"),
    /// Somebody has made it as a static one, `ip route add … proto static`.
    STATIC("static"),
    /// Any other: those of `ip route add`, of DHCP and router advertisements, and of other
    /// programs.
    KERNEL("kernel");

    private static final int MADE_BY_KERNEL = 2;
    private static final int MADE_AS_STATIC = 4;

    private final String text;

    PrefixSource(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /// Null for what leads nowhere beyond this host.
    static @Nullable PrefixSource of(RouteEntry route) {
        if (route.type() != RouteType.UNICAST && route.type() != RouteType.BLACKHOLE) {
            return null;
        }
        return switch (route.protocol()) {
            case RouteComparison.PROTOCOL -> null;
            case MADE_BY_KERNEL -> CONNECTED;
            case MADE_AS_STATIC -> STATIC;
            default -> KERNEL;
        };
    }
}
