package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/// An imported route of type 2: another VTEP's claim on a MAC address, and maybe on an IP address
/// for it. The order is that of preference, and total.
record HostCandidate(Offer offer, MacIpAdvertisement route, Contender claim)
        implements Comparable<HostCandidate> {

    private static final Comparator<HostCandidate> BY_KEY =
            Comparator.<HostCandidate, IpAddress>comparing(
                            HostCandidate::address,
                            Comparator.nullsFirst(Comparator.<IpAddress>naturalOrder()))
                    .thenComparingLong(each -> each.route.routeDistinguisher().bits())
                    .thenComparingInt(each -> each.route.ethernetTag().id())
                    .thenComparingLong(each -> each.route.macAddress().bits());

    /// @param offer a route of type 2 with a next hop, which the import checks have seen
    static HostCandidate of(Offer offer) {
        var attributes = offer.attributes();
        if (!(offer.route() instanceof MacIpAdvertisement route) || attributes.nextHop() == null) {
            throw new IllegalArgumentException("no host is behind " + offer);
        }
        var claim =
                new Contender(
                        attributes.sticky(),
                        attributes.sequence(),
                        attributes.nextHop(),
                        offer.preference());
        return new HostCandidate(offer, route, claim);
    }

    MacAddress mac() {
        return route.macAddress();
    }

    @Nullable IpAddress address() {
        return route.ipAddress();
    }

    IpAddress vtep() {
        return claim.vtep();
    }

    /// Most often there is one, or they differ in the claim.
    @Override
    public int compareTo(HostCandidate other) {
        if (this == other) {
            return 0;
        }
        int byClaim = MobilityStep.compare(claim, other.claim);
        return byClaim != 0 ? byClaim : BY_KEY.compare(this, other);
    }
}
