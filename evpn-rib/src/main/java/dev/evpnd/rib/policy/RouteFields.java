package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.LeafAutoDiscovery;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.MulticastLeaveSynch;
import dev.evpnd.wire.evpn.MulticastMembershipReportSynch;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.evpn.SPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.SelectiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.UnrecognizedRoute;

import org.jspecify.annotations.Nullable;

/// The fields that many route types have, whichever the type.
final class RouteFields {
    private RouteFields() {}

    static @Nullable RouteDistinguisher distinguisher(EvpnRoute route) {
        return switch (route) {
            case EthernetAutoDiscovery each -> each.routeDistinguisher();
            case MacIpAdvertisement each -> each.routeDistinguisher();
            case InclusiveMulticastEthernetTag each -> each.routeDistinguisher();
            case EthernetSegmentRoute each -> each.routeDistinguisher();
            case IpPrefixAdvertisement each -> each.routeDistinguisher();
            case SelectiveMulticastEthernetTag each -> each.routeDistinguisher();
            case MulticastMembershipReportSynch each -> each.routeDistinguisher();
            case MulticastLeaveSynch each -> each.routeDistinguisher();
            case PerRegionIPmsiAutoDiscovery each -> each.routeDistinguisher();
            case SPmsiAutoDiscovery each -> each.routeDistinguisher();
            case LeafAutoDiscovery each -> null;
            case UnrecognizedRoute each -> null;
        };
    }

    static @Nullable EthernetTag tag(EvpnRoute route) {
        return switch (route) {
            case EthernetAutoDiscovery each -> each.ethernetTag();
            case MacIpAdvertisement each -> each.ethernetTag();
            case InclusiveMulticastEthernetTag each -> each.ethernetTag();
            case EthernetSegmentRoute each -> null;
            case IpPrefixAdvertisement each -> each.ethernetTag();
            case SelectiveMulticastEthernetTag each -> each.ethernetTag();
            case MulticastMembershipReportSynch each -> each.ethernetTag();
            case MulticastLeaveSynch each -> each.ethernetTag();
            case PerRegionIPmsiAutoDiscovery each -> each.ethernetTag();
            case SPmsiAutoDiscovery each -> each.ethernetTag();
            case LeafAutoDiscovery each -> null;
            case UnrecognizedRoute each -> null;
        };
    }

    /// Whether a label of the route has these bits.
    static boolean hasLabel(EvpnRoute route, PathAttributes attributes, int bits) {
        return switch (route) {
            case EthernetAutoDiscovery each -> each.label().bits() == bits;
            case MacIpAdvertisement each ->
                    each.label1().bits() == bits || hasBits(each.label2(), bits);
            case InclusiveMulticastEthernetTag each ->
                    attributes
                            .find(PmsiTunnel.class)
                            .filter(tunnel -> tunnel.label().bits() == bits)
                            .isPresent();
            case IpPrefixAdvertisement each -> each.label().bits() == bits;
            case EthernetSegmentRoute each -> false;
            case SelectiveMulticastEthernetTag each -> false;
            case MulticastMembershipReportSynch each -> false;
            case MulticastLeaveSynch each -> false;
            case PerRegionIPmsiAutoDiscovery each -> false;
            case SPmsiAutoDiscovery each -> false;
            case LeafAutoDiscovery each -> false;
            case UnrecognizedRoute each -> false;
        };
    }

    private static boolean hasBits(@Nullable Label24 label, int bits) {
        return label != null && label.bits() == bits;
    }
}
