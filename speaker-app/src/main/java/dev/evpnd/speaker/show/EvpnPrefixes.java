package dev.evpnd.speaker.show;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
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

/// Writes what identifies EVPN routes. Routes that follow one another share their distinguisher
/// most of the time, so the last one's text is kept.
final class EvpnPrefixes {
    private static final int KEY_BEHIND_TYPE = 1;
    private static final int KEY_BEHIND_DISTINGUISHER = 9;

    private @Nullable RouteDistinguisher last;
    private String lastText = "";

    EvpnPrefix of(EvpnRoute route) {
        return switch (route) {
            // FRR keeps the VTEP beside the segment in the tables of VNIs, and not in this one.
            case EthernetAutoDiscovery it ->
                    of(
                            it.routeDistinguisher(),
                            "[1]:[%s]:[%s]:[32]:[0.0.0.0]:[0]"
                                    .formatted(it.ethernetTag(), it.ethernetSegmentId()));
            case MacIpAdvertisement it ->
                    of(
                            it.routeDistinguisher(),
                            "[2]:["
                                    + it.ethernetTag()
                                    + "]:[48]:["
                                    + it.macAddress()
                                    + "]"
                                    + address(it.ipAddress()));
            case InclusiveMulticastEthernetTag(var rd, var tag, var router) ->
                    of(rd, "[3]:[" + tag + "]" + address(router));
            case EthernetSegmentRoute(var rd, var segment, var router) ->
                    of(rd, "[4]:[" + segment + "]" + address(router));
            case IpPrefixAdvertisement it ->
                    of(
                            it.routeDistinguisher(),
                            "[5]:["
                                    + it.ethernetTag()
                                    + "]:["
                                    + it.prefix().length()
                                    + "]:["
                                    + it.prefix().address()
                                    + "]");
            case SelectiveMulticastEthernetTag it -> other(it, it.routeDistinguisher());
            case MulticastMembershipReportSynch it -> other(it, it.routeDistinguisher());
            case MulticastLeaveSynch it -> other(it, it.routeDistinguisher());
            case PerRegionIPmsiAutoDiscovery it -> other(it, it.routeDistinguisher());
            case SPmsiAutoDiscovery it -> other(it, it.routeDistinguisher());
            case LeafAutoDiscovery it -> other(it);
            case UnrecognizedRoute it -> other(it);
        };
    }

    private EvpnPrefix of(RouteDistinguisher distinguisher, String text) {
        if (!distinguisher.equals(last)) {
            last = distinguisher;
            lastText = text(distinguisher);
        }
        return new EvpnPrefix(lastText, text);
    }

    private static String text(RouteDistinguisher distinguisher) {
        long bits = distinguisher.bits();
        return distinguisher.type() == RouteDistinguisher.TYPE_AS4
                ? (bits >>> 16 & 0xffff_ffffL) + ":" + (bits & 0xffff)
                : distinguisher.toString();
    }

    private EvpnPrefix other(EvpnRoute route, RouteDistinguisher distinguisher) {
        return of(distinguisher, octets(route, KEY_BEHIND_DISTINGUISHER));
    }

    private static EvpnPrefix other(EvpnRoute route) {
        return new EvpnPrefix("", octets(route, KEY_BEHIND_TYPE));
    }

    private static String octets(EvpnRoute route, int from) {
        var key = route.key();
        return "[%d]:[0x%s]"
                .formatted(route.routeType(), key.slice(from, key.length() - from).toHex());
    }

    private static String address(@Nullable IpAddress address) {
        return address == null ? "" : ":[" + address.bitLength() + "]:[" + address + "]";
    }
}
