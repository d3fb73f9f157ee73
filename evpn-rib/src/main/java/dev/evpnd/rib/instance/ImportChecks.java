package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

/// What must be true of a route so that an instance can use it. Whoever sent it, a route that is of
/// no use here costs nothing but the look at it.
final class ImportChecks {

    private ImportChecks() {}

    static @Nullable Refusal macVrf(MacVrfSettings vrf, LocalAddresses local, Offer offer) {
        var refusal = reachability(offer.attributes(), local);
        if (refusal != null) {
            return refusal;
        }
        if (vrf.siteOfOrigin() != null && offer.attributes().sites().contains(vrf.siteOfOrigin())) {
            return Refusal.SITE_OF_ORIGIN;
        }
        if (offer.route() instanceof MacIpAdvertisement route) {
            return host(vrf, local, route);
        }
        if (offer.route() instanceof InclusiveMulticastEthernetTag route) {
            return multicast(vrf, offer, local, route);
        }
        return Refusal.ROUTE_TYPE;
    }

    private static @Nullable Refusal reachability(
            OfferedAttributes attributes, LocalAddresses local) {
        var nextHop = attributes.nextHop();
        if (nextHop == null || !Addresses.isVtep(nextHop)) {
            return Refusal.NO_NEXT_HOP;
        }
        if (local.isVtep(nextHop)) {
            return Refusal.OWN_NEXT_HOP;
        }
        return attributes.encapsulable() ? null : Refusal.ENCAPSULATION;
    }

    private static @Nullable Refusal host(
            MacVrfSettings vrf, LocalAddresses local, MacIpAdvertisement route) {
        if (!isOfDomain(vrf, route.ethernetTag())) {
            return Refusal.ETHERNET_TAG;
        }
        if (!Addresses.isStation(route.macAddress())) {
            return Refusal.MAC_ADDRESS;
        }
        if (local.isRouterMac(route.macAddress())) {
            return Refusal.OWN_MAC;
        }
        return route.ipAddress() == null || Addresses.isHost(route.ipAddress())
                ? null
                : Refusal.IP_ADDRESS;
    }

    /// Others tell the domains of a VLAN-aware bundle apart by a tag that is the VNI (RFC 8365
    /// section 5.1.3).
    private static boolean isOfDomain(MacVrfSettings vrf, EthernetTag tag) {
        return tag.equals(EthernetTag.ZERO) || tag.id() == vrf.vni().number();
    }

    private static @Nullable Refusal multicast(
            MacVrfSettings vrf,
            Offer offer,
            LocalAddresses local,
            InclusiveMulticastEthernetTag route) {
        if (!isOfDomain(vrf, route.ethernetTag())) {
            return Refusal.ETHERNET_TAG;
        }
        var tunnel = offer.attributes().pmsiTunnel();
        if (tunnel == null) {
            return Refusal.NO_TUNNEL;
        }
        if (tunnel.tunnelType() != PmsiTunnel.INGRESS_REPLICATION) {
            return Refusal.TUNNEL_TYPE;
        }
        var endpoint = FloodList.endpoint(offer);
        if (!Addresses.isVtep(endpoint)) {
            return Refusal.NO_NEXT_HOP;
        }
        return local.isVtep(endpoint) ? Refusal.OWN_NEXT_HOP : null;
    }

    static @Nullable Refusal ipVrf(LocalAddresses local, Offer offer) {
        var refusal = reachability(offer.attributes(), local);
        if (refusal != null) {
            return refusal;
        }
        if (offer.route() instanceof MacIpAdvertisement route) {
            return routedHost(local, offer, route);
        }
        if (offer.route() instanceof IpPrefixAdvertisement route) {
            return prefix(local, offer, route);
        }
        return Refusal.ROUTE_TYPE;
    }

    private static @Nullable Refusal routedHost(
            LocalAddresses local, Offer offer, MacIpAdvertisement route) {
        IpAddress address = route.ipAddress();
        if (address == null) {
            return Refusal.NO_IP_ADDRESS;
        }
        if (!Addresses.isHost(address) || Addresses.isLinkLocal(address)) {
            return Refusal.IP_ADDRESS;
        }
        if (route.label2() == null || route.label2().vni() == 0) {
            return Refusal.NO_L3_VNI;
        }
        return routerMac(local, offer.attributes().routerMac());
    }

    private static @Nullable Refusal prefix(
            LocalAddresses local, Offer offer, IpPrefixAdvertisement route) {
        if (route.hasTwoOverlayIndexes()) {
            return Refusal.TWO_OVERLAY_INDEXES;
        }
        if (!route.ethernetSegmentId().isZero()) {
            return Refusal.BEHIND_SEGMENT;
        }
        if (!route.gateway().isUnspecified()) {
            return gateway(route.prefix(), route.gateway());
        }
        return route.label().vni() == 0
                ? Refusal.NO_L3_VNI
                : routerMac(local, offer.attributes().routerMac());
    }

    /// Whether others may look the gateway of a prefix up.
    static boolean isGateway(IpPrefix prefix, IpAddress gateway) {
        return gateway.bitLength() == prefix.address().bitLength()
                && gateway(prefix, gateway) == null;
    }

    /// RFC 9136 section 3.2: neither label nor router MAC address count here, since both are those
    /// of the gateway.
    private static @Nullable Refusal gateway(IpPrefix prefix, IpAddress gateway) {
        if (!Addresses.isHost(gateway) || Addresses.isLinkLocal(gateway)) {
            return Refusal.GATEWAY;
        }
        if (prefix.equals(new IpPrefix(gateway, gateway.bitLength()))) {
            return Refusal.OWN_GATEWAY;
        }
        // A default route has every gateway within it.
        boolean within = prefix.equals(new IpPrefix(gateway, prefix.length()));
        return within && prefix.length() > 0 ? Refusal.RECURSIVE_GATEWAY : null;
    }

    private static @Nullable Refusal routerMac(
            LocalAddresses local, @Nullable MacAddress routerMac) {
        if (routerMac == null) {
            return Refusal.NO_ROUTER_MAC;
        }
        if (!Addresses.isStation(routerMac)) {
            return Refusal.ROUTER_MAC;
        }
        return local.isRouterMac(routerMac) ? Refusal.OWN_ROUTER_MAC : null;
    }
}
