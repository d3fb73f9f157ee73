package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;

import java.util.List;
import java.util.Optional;

/// Something that is changed of IP Prefix routes alone; every other route is left as it is.
public sealed interface RouteAction extends SetAction {

    /// The route has this gateway as its overlay index (RFC 9136 section 3.2), or none where it is
    /// the unspecified address. The gateway is no part of the route's key.
    ///
    /// A route of the other address family is left as it is, and so is one with a segment: with two
    /// overlay indexes everybody would have to treat it as withdrawn.
    record Gateway(IpAddress address) implements RouteAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            if (!(passage.route() instanceof IpPrefixAdvertisement route)
                    || route.gateway().bitLength() != address.bitLength()) {
                return Optional.of(passage);
            }
            var changed =
                    new IpPrefixAdvertisement(
                            route.routeDistinguisher(),
                            route.ethernetSegmentId(),
                            route.ethernetTag(),
                            route.prefix(),
                            address,
                            route.label());
            return Optional.of(
                    changed.hasTwoOverlayIndexes() ? passage : passage.withRoute(changed));
        }

        @Override
        public String text() {
            var family = address.bitLength() == 32 ? "ipv4" : "ipv6";
            return "set evpn gateway-ip " + family + " " + address;
        }
    }

    /// The route has this one EVPN Router's MAC (RFC 9135 section 8.1).
    record RouterMacAddress(MacAddress address) implements RouteAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return passage.route() instanceof IpPrefixAdvertisement
                    ? CommunityKind.EXTENDED.replace(
                            passage, RouterMac.class::isInstance, List.of(RouterMac.of(address)))
                    : Optional.of(passage);
        }

        @Override
        public String text() {
            return "set extcommunity evpn rmac " + address;
        }
    }
}
