package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.community.SiteOfOrigin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What instances ask of a route's attributes. Made once for an attribute set, it serves all routes
/// that share the set.
///
/// @param nextHop null where the next hop is no address
/// @param encapsulable whether the route may be reached by VXLAN: its Encapsulation communities say
///   so or there is none, which leaves it to what is configured (RFC 8365 section 5.1.3)
/// @param sequence of MAC Mobility, 0 where there is none
/// @param gateway whether the addresses are those of a default gateway
/// @param routerMac null where there is none
/// @param pmsiTunnel null where there is none
public record OfferedAttributes(
        @Nullable IpAddress nextHop,
        List<RouteTarget> routeTargets,
        List<SiteOfOrigin> sites,
        boolean encapsulable,
        long sequence,
        boolean sticky,
        boolean gateway,
        boolean router,
        @Nullable MacAddress routerMac,
        @Nullable PmsiTunnel pmsiTunnel) {

    public OfferedAttributes {
        routeTargets = List.copyOf(routeTargets);
        sites = List.copyOf(sites);
    }

    public static OfferedAttributes of(MpNextHop nextHop, PathAttributes attributes) {
        var communities =
                attributes
                        .find(ExtendedCommunities.class)
                        .map(ExtendedCommunities::asList)
                        .orElse(List.of());
        var encapsulations = only(Encapsulation.class, communities);
        var mobility = only(MacMobility.class, communities).stream().findFirst();
        boolean gateway = !only(DefaultGateway.class, communities).isEmpty();
        return new OfferedAttributes(
                nextHop.address().orElse(null),
                only(RouteTarget.class, communities),
                only(SiteOfOrigin.class, communities),
                encapsulations.isEmpty()
                        || encapsulations.stream().anyMatch(each -> isVxlan(each.tunnelType())),
                mobility.map(MacMobility::sequenceNumber).orElse(0L),
                mobility.filter(MacMobility::isSticky).isPresent(),
                gateway,
                // Whoever answers for a gateway is a router, whether or not the route says so.
                gateway
                        || only(NeighborDiscovery.class, communities).stream()
                                .anyMatch(each -> each.has(NeighborDiscovery.ROUTER)),
                only(RouterMac.class, communities).stream()
                        .findFirst()
                        .map(RouterMac::macAddress)
                        .orElse(null),
                attributes.find(PmsiTunnel.class).orElse(null));
    }

    private static boolean isVxlan(int tunnelType) {
        return tunnelType == Encapsulation.VXLAN.tunnelType();
    }

    private static <T extends ExtendedCommunity> List<T> only(
            Class<T> type, List<ExtendedCommunity> communities) {
        return communities.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
