package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.RouteEntry.Hop;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;

/// Writes what the kernel is asked about routes: `struct rtmsg` and its attributes.
final class RouteEncoder {
    /// No message about a route is longer: what is written of a hop are 112 octets at the most.
    static final int LONGEST_MESSAGE = 128 + 112 * RouteEntry.MOST_HOPS;

    /// That the outer header has a checksum, without which a VXLAN device takes no packet of IPv6.
    private static final int CHECKSUM = 1;

    /// Where the destination is (`RT_SCOPE_…`): anywhere, on the link, here; or wherever it is.
    private static final int UNIVERSE = 0;

    private static final int LINK = 253;
    private static final int HOST = 254;
    private static final int NOWHERE = 255;

    private RouteEncoder() {}

    static void put(RouteEntry route, int sequence, MessageWriter to) {
        int flags = Rtnetlink.REQUEST | Rtnetlink.CREATE | Rtnetlink.REPLACE;
        to.begin(Rtnetlink.NEWROUTE, flags, sequence);
        var only = route.nextHop() == 0 && route.hops().size() == 1 ? route.hops().get(0) : null;
        header(route, scope(route), route.type(), only != null && only.isOnLink(), to);
        if (route.nextHop() != 0) {
            to.attributeU32(RouteDecoder.NEXT_HOP, route.nextHop());
        } else if (only != null) {
            if (only.device() != 0) {
                to.attributeU32(RouteDecoder.DEVICE, only.device());
            }
            gateway(only.gateway(), route.prefix(), to);
            encapsulation(only.encapsulation(), to);
        } else if (!route.hops().isEmpty()) {
            int from = to.beginAttribute(RouteDecoder.HOPS);
            route.hops().forEach(each -> hop(each, route.prefix(), to));
            to.endAttribute(from);
        }
    }

    /// Without hops, whatever they are.
    static void remove(RouteEntry route, int sequence, MessageWriter to) {
        to.begin(Rtnetlink.DELROUTE, Rtnetlink.REQUEST, sequence);
        header(route, NOWHERE, RouteType.ANY, false, to);
    }

    /// All routes of a family.
    static void dump(int family, int sequence, MessageWriter to) {
        to.begin(Rtnetlink.GETROUTE, Rtnetlink.REQUEST | Rtnetlink.DUMP, sequence)
                .u8(family)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0);
    }

    private static void header(
            RouteEntry route, int scope, int type, boolean isOnLink, MessageWriter to) {
        var prefix = route.prefix();
        to.u8(prefix.address().bitLength() == 32 ? Rtnetlink.INET : Rtnetlink.INET6)
                .u8(prefix.length())
                .u16(0)
                // The number of the table is in an attribute, where all of it has room.
                .u8(0)
                .u8(route.protocol())
                .u8(scope)
                .u8(type)
                .u32(isOnLink ? RouteDecoder.ON_LINK : 0);
        to.attributeU32(RouteDecoder.TABLE, route.table());
        if (prefix.length() > 0) {
            to.attribute(RouteDecoder.DESTINATION, prefix.address());
        }
        if (route.metric() != 0) {
            to.attributeU32(RouteDecoder.PRIORITY, (int) route.metric());
        }
    }

    /// IPv4 alone looks at it, and refuses a gateway that is not nearer than what is behind it.
    private static int scope(RouteEntry route) {
        boolean isAllOnLink =
                !route.hops().isEmpty()
                        && route.hops().stream().allMatch(each -> each.gateway() == null);
        return switch (route.type()) {
            case RouteType.LOCAL -> HOST;
            case RouteType.BROADCAST -> LINK;
            default -> isAllOnLink ? LINK : UNIVERSE;
        };
    }

    private static void hop(Hop hop, IpPrefix prefix, MessageWriter to) {
        int from = to.length();
        to.u16(0)
                .u8(hop.isOnLink() ? RouteDecoder.ON_LINK : 0)
                .u8(hop.weight() - 1)
                .u32(hop.device());
        gateway(hop.gateway(), prefix, to);
        encapsulation(hop.encapsulation(), to);
        to.endAttribute(from);
    }

    private static void gateway(@Nullable IpAddress gateway, IpPrefix prefix, MessageWriter to) {
        if (gateway == null) {
            return;
        }
        if (gateway.bitLength() == prefix.address().bitLength()) {
            to.attribute(RouteDecoder.GATEWAY, gateway);
        } else {
            int family = gateway.bitLength() == 32 ? Rtnetlink.INET : Rtnetlink.INET6;
            to.attribute(RouteDecoder.VIA, family, gateway);
        }
    }

    private static void encapsulation(@Nullable Encapsulation of, MessageWriter to) {
        if (of == null || !of.isIp()) {
            return;
        }
        int from = to.beginAttribute(RouteDecoder.ENCAPSULATION);
        to.attributeBigEndianU64(EncapsulationDecoder.ID, of.id());
        if (of.remote() != null) {
            to.attribute(EncapsulationDecoder.REMOTE, of.remote());
        }
        if (of.local() != null) {
            to.attribute(EncapsulationDecoder.LOCAL, of.local());
        }
        if (of.type() == Encapsulation.IPV6) {
            to.attributeBigEndianU16(EncapsulationDecoder.FLAGS, CHECKSUM);
        }
        to.endAttribute(from);
        to.attributeU16(RouteDecoder.ENCAPSULATION_TYPE, of.type());
    }
}
