package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.OpaqueNlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.nlri.UnicastNlri;

/// NLRI in tshark's words.
final class NlriFields {
    private final Fields out;
    private final SeenEncapsulation seen;

    NlriFields(Fields out, SeenEncapsulation seen) {
        this.out = out;
        this.seen = seen;
    }

    /// The routes of an attribute.
    ///
    /// @param unreachable whether the attribute is MP_UNREACH_NLRI
    void add(NlriField nlri, boolean addPath, boolean unreachable) {
        switch (nlri) {
            case EvpnNlri evpn -> {
                for (var each : evpn.routes()) {
                    pathId(addPath, each.pathId());
                    new EvpnRouteFields(out, seen).add(each.route());
                }
            }
            case RouteTargetNlri targets -> {
                for (var each : targets.memberships()) {
                    routeTarget(each.route(), unreachable);
                }
            }
            case UnicastNlri unicast -> unicast(unicast, addPath, prefixName(unicast, unreachable));
            case OpaqueNlri opaque -> {}
        }
    }

    void unicast(UnicastNlri unicast, boolean addPath, String prefixName) {
        for (var each : unicast.prefixes()) {
            pathId(addPath, each.pathId());
            out.number("bgp.prefix_length", each.route().length());
            out.text(prefixName, each.route().address());
        }
    }

    private static String prefixName(UnicastNlri unicast, boolean unreachable) {
        boolean ipv4 = unicast.family().equals(AddressFamily.IPV4_UNICAST);
        return "bgp.mp_%s_nlri_%s_prefix"
                .formatted(unreachable ? "unreach" : "reach", ipv4 ? "ipv4" : "ipv6");
    }

    private void pathId(boolean addPath, int pathId) {
        if (addPath) {
            out.u32("bgp.nlri_path_id", pathId);
        }
    }

    private void routeTarget(RouteTargetMembership membership, boolean unreachable) {
        if (membership.length() == 0) {
            out.text(
                    "bgp.wildcard_route_target", unreachable ? "MP Unreach NLRI" : "MP Reach NLRI");
            return;
        }
        out.number("bgp.prefix_length", membership.length());
        out.text("bgp.originating_as", membership.originAs());
        out.text("bgp.community_prefix", community(membership.routeTarget()));
    }

    private static String community(long bits) {
        return switch ((int) (bits >>> 48)) {
            case 0x0002 -> new Asn((int) (bits >>> 32) & 0xffff) + ":" + new Asn((int) bits);
            case 0x0102 -> new Ipv4Address((int) (bits >>> 16)) + ":" + (bits & 0xffff);
            case 0x0202 -> new Asn((int) (bits >>> 16)) + ":" + (bits & 0xffff);
            default -> "Invalid RT type";
        };
    }
}
