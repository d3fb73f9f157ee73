package dev.evpnd.speaker.query;

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

import java.util.Optional;

/// What identifies an EVPN route, in the text that operators of FRR know: its route distinguisher,
/// and the rest in brackets.
public final class RoutePrefix {
    private RoutePrefix() {}

    /// `[2]:[0]:[48]:[02:00:00:00:00:01]`; nothing for the types that have no such text.
    public static Optional<String> text(EvpnRoute route) {
        return switch (route) {
            case EthernetAutoDiscovery it ->
                    Optional.of("[1]:[" + it.ethernetTag() + "]:[" + it.ethernetSegmentId() + "]");
            // Most routes are of this type.
            case MacIpAdvertisement it ->
                    Optional.of(
                            "[2]:["
                                    + it.ethernetTag()
                                    + "]:[48]:["
                                    + it.macAddress()
                                    + "]"
                                    + address(it.ipAddress()));
            case InclusiveMulticastEthernetTag(var _, var tag, var router) ->
                    Optional.of("[3]:[" + tag + "]" + address(router));
            case EthernetSegmentRoute(var _, var segment, var router) ->
                    Optional.of("[4]:[" + segment + "]" + address(router));
            case IpPrefixAdvertisement it ->
                    Optional.of(
                            "[5]:["
                                    + it.ethernetTag()
                                    + "]:["
                                    + it.prefix().length()
                                    + "]:["
                                    + it.prefix().address()
                                    + "]");
            case SelectiveMulticastEthernetTag _,
                    MulticastMembershipReportSynch _,
                    MulticastLeaveSynch _,
                    PerRegionIPmsiAutoDiscovery _,
                    SPmsiAutoDiscovery _,
                    LeafAutoDiscovery _,
                    UnrecognizedRoute _ ->
                    Optional.empty();
        };
    }

    private static String address(@Nullable IpAddress address) {
        return address == null ? "" : ":[" + address.bitLength() + "]:[" + address + "]";
    }

    /// Nothing for the types that have none.
    public static Optional<RouteDistinguisher> distinguisher(EvpnRoute route) {
        return switch (route) {
            case EthernetAutoDiscovery it -> Optional.of(it.routeDistinguisher());
            case MacIpAdvertisement it -> Optional.of(it.routeDistinguisher());
            case InclusiveMulticastEthernetTag it -> Optional.of(it.routeDistinguisher());
            case EthernetSegmentRoute it -> Optional.of(it.routeDistinguisher());
            case IpPrefixAdvertisement it -> Optional.of(it.routeDistinguisher());
            case SelectiveMulticastEthernetTag it -> Optional.of(it.routeDistinguisher());
            case MulticastMembershipReportSynch it -> Optional.of(it.routeDistinguisher());
            case MulticastLeaveSynch it -> Optional.of(it.routeDistinguisher());
            case PerRegionIPmsiAutoDiscovery it -> Optional.of(it.routeDistinguisher());
            case SPmsiAutoDiscovery it -> Optional.of(it.routeDistinguisher());
            case LeafAutoDiscovery _, UnrecognizedRoute _ -> Optional.empty();
        };
    }
}
