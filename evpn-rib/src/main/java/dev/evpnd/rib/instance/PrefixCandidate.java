package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

/// A route that is imported to an IP-VRF: of type 5, or of type 2 for a host. The order is that of
/// preference, and total: a host is where its own VTEP says, whoever announces a prefix around it.
///
/// @param tunnel by which the prefix is reached, or null where it is behind a gateway
/// @param gateway a host, as the way to which the prefix is reached, or null
/// @param routeDistinguisher bits, and `mac` those of a host's address: they tell routes apart that
///   are otherwise as good
record PrefixCandidate(
        Offer offer,
        IpPrefix prefix,
        @Nullable Tunnel tunnel,
        @Nullable IpAddress gateway,
        boolean host,
        Contender claim,
        long routeDistinguisher,
        long mac,
        int tag)
        implements Comparable<PrefixCandidate> {

    /// @param offer that the import checks have seen
    static PrefixCandidate of(Offer offer) {
        if (offer.route() instanceof MacIpAdvertisement route) {
            return ofHost(offer, route);
        }
        if (offer.route() instanceof IpPrefixAdvertisement route) {
            return ofPrefix(offer, route);
        }
        throw nowhere(offer);
    }

    /// The same, with what it has in common with a route before it: most of the time that is all
    /// but the prefix.
    @SuppressWarnings("ReferenceEquality") // routes with the same attributes share these
    static PrefixCandidate of(Offer offer, @Nullable PrefixCandidate like) {
        if (like == null
                || like.tunnel == null
                || like.host
                || like.offer.attributes() != offer.attributes()
                || like.offer.preference() != offer.preference()
                || !(offer.route() instanceof IpPrefixAdvertisement route)
                || !route.gateway().isUnspecified()
                || route.label().vni() != like.tunnel.vni().number()) {
            return of(offer);
        }
        return ofPrefix(offer, route, like.tunnel, null, like.claim);
    }

    private static PrefixCandidate ofHost(Offer offer, MacIpAdvertisement route) {
        var address = route.ipAddress();
        if (address == null || route.label2() == null) {
            throw nowhere(offer);
        }
        return new PrefixCandidate(
                offer,
                new IpPrefix(address, address.bitLength()),
                tunnel(offer, route.label2().vni()),
                null,
                true,
                claim(offer),
                route.routeDistinguisher().bits(),
                route.macAddress().bits(),
                route.ethernetTag().id());
    }

    private static PrefixCandidate ofPrefix(Offer offer, IpPrefixAdvertisement route) {
        boolean direct = route.gateway().isUnspecified();
        return ofPrefix(
                offer,
                route,
                direct ? tunnel(offer, route.label().vni()) : null,
                direct ? null : route.gateway(),
                claim(offer));
    }

    private static PrefixCandidate ofPrefix(
            Offer offer,
            IpPrefixAdvertisement route,
            @Nullable Tunnel tunnel,
            @Nullable IpAddress gateway,
            Contender claim) {
        return new PrefixCandidate(
                offer,
                route.prefix(),
                tunnel,
                gateway,
                false,
                claim,
                route.routeDistinguisher().bits(),
                0,
                route.ethernetTag().id());
    }

    private static Tunnel tunnel(Offer offer, int vni) {
        var attributes = offer.attributes();
        if (attributes.nextHop() == null || attributes.routerMac() == null) {
            throw nowhere(offer);
        }
        return new Tunnel(attributes.nextHop(), new Vni(vni), attributes.routerMac());
    }

    private static Contender claim(Offer offer) {
        var attributes = offer.attributes();
        if (attributes.nextHop() == null) {
            throw nowhere(offer);
        }
        return new Contender(
                attributes.sticky(),
                attributes.sequence(),
                attributes.nextHop(),
                offer.preference());
    }

    private static IllegalArgumentException nowhere(Offer offer) {
        return new IllegalArgumentException("no way to anywhere is in " + offer);
    }

    /// Behind every route of the VTEP that is as good as this one, and before all others.
    PrefixCandidate lastOfItsVtep() {
        return new PrefixCandidate(
                offer,
                prefix,
                tunnel,
                gateway,
                host,
                claim,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Integer.MAX_VALUE);
    }

    /// Mobility is of hosts; among prefixes the decision's preference comes before the VTEP. What
    /// is behind a gateway comes behind what is not: its VTEP is not that which told.
    private static int compareClaims(PrefixCandidate a, PrefixCandidate b) {
        if (a.host) {
            return MobilityStep.compare(a.claim, b.claim);
        }
        int byPreference = a.claim.preference().compareTo(b.claim.preference());
        if (byPreference != 0) {
            return byPreference;
        }
        int direct = Boolean.compare(a.gateway != null, b.gateway != null);
        return direct != 0 ? direct : a.claim.vtep().compareTo(b.claim.vtep());
    }

    @Override
    public int compareTo(PrefixCandidate other) {
        if (host != other.host) {
            return host ? -1 : 1;
        }
        int byClaim = compareClaims(this, other);
        if (byClaim != 0) {
            return byClaim;
        }
        if (routeDistinguisher != other.routeDistinguisher) {
            return Long.compare(routeDistinguisher, other.routeDistinguisher);
        }
        return mac != other.mac ? Long.compare(mac, other.mac) : Integer.compare(tag, other.tag);
    }
}
