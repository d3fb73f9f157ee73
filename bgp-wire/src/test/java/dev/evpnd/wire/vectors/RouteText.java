package dev.evpnd.wire.vectors;

import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.Objects;

/// Routes in the words of the vector file.
final class RouteText {
    private RouteText() {}

    static String of(EvpnRoute route) {
        if (route instanceof EthernetAutoDiscovery r) {
            var id = r.ethernetTag().id();
            return "EAD rd=%s esi=%s etag=0x%x label=%s"
                    .formatted(
                            rd(r.routeDistinguisher()),
                            esi(r.ethernetSegmentId()),
                            id,
                            label(r.label()));
        }
        if (route instanceof MacIpAdvertisement r) {
            var label2 = r.label2() == null ? "" : "/" + label(r.label2());
            return "MAC/IP rd=%s esi=%s etag=%s mac=%s ip=%s label=%s%s"
                    .formatted(
                            rd(r.routeDistinguisher()),
                            esi(r.ethernetSegmentId()),
                            r.ethernetTag(),
                            r.macAddress(),
                            Objects.requireNonNullElse(r.ipAddress(), "*"),
                            label(r.label1()),
                            label2);
        }
        if (route instanceof InclusiveMulticastEthernetTag r) {
            return "IMET rd=%s etag=%s orig=%s"
                    .formatted(rd(r.routeDistinguisher()), r.ethernetTag(), r.originatingRouter());
        }
        if (route instanceof EthernetSegmentRoute r) {
            return "ES rd=%s esi=%s orig=%s"
                    .formatted(
                            rd(r.routeDistinguisher()),
                            esi(r.ethernetSegmentId()),
                            r.originatingRouter());
        }
        if (route instanceof IpPrefixAdvertisement r) {
            return "IP-Prefix rd=%s esi=%s etag=%s %s gw=%s label=%s"
                    .formatted(
                            rd(r.routeDistinguisher()),
                            esi(r.ethernetSegmentId()),
                            r.ethernetTag(),
                            r.prefix(),
                            r.gateway(),
                            label(r.label()));
        }
        if (route instanceof PerRegionIPmsiAutoDiscovery r) {
            return "PER-REGION-IPMSI rd=%s etag=%s region=%016x"
                    .formatted(rd(r.routeDistinguisher()), tag(r.ethernetTag()), r.regionId());
        }
        return "unknown type " + route.routeType();
    }

    /// The file does not tell a four-octet AS number that fits in two from one of two.
    private static String rd(RouteDistinguisher distinguisher) {
        return distinguisher.toString().replaceFirst("^0\\.", "");
    }

    private static String tag(EthernetTag tag) {
        return tag.toString();
    }

    private static String esi(EthernetSegmentId segment) {
        return segment.toString().replace(":", "");
    }

    private static String label(Label24 label) {
        return "%06x".formatted(label.bits());
    }
}
