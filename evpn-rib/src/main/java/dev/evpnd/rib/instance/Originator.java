package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The routes that a VTEP makes of what it knows.
final class Originator {
    private static final long LOCAL_PREF = 100;

    /// Half of what an UPDATE can hold; the rest is for what an IP-VRF adds.
    private static final int MOST_INHERITED_OCTETS = 32_768;

    private static final PathAttributes OWN =
            PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(LOCAL_PREF));

    private Originator() {}

    /// The route of type 3: here are copies of what is flooded wanted.
    static Origination multicast(MacVrfSettings vrf) {
        var route = multicastRoute(vrf);
        var tunnel = PmsiTunnel.ingressReplication(label(vrf.vni()), vrf.vtep());
        var attributes = OWN.with(communities(vrf, List.of())).with(tunnel);
        return new Origination(route, MpNextHop.of(vrf.vtep()), attributes);
    }

    static InclusiveMulticastEthernetTag multicastRoute(MacVrfSettings vrf) {
        return new InclusiveMulticastEthernetTag(
                vrf.routeDistinguisher(), EthernetTag.ZERO, vrf.vtep());
    }

    /// The key of the route of type 2: what is enough to withdraw it.
    static MacIpAdvertisement hostRoute(
            MacVrfSettings vrf, MacAddress mac, @Nullable IpAddress address) {
        return hostRoute(vrf, mac, address, null);
    }

    private static MacIpAdvertisement hostRoute(
            MacVrfSettings vrf, MacAddress mac, @Nullable IpAddress address, @Nullable Vni l3Vni) {
        return new MacIpAdvertisement(
                vrf.routeDistinguisher(),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                mac,
                address,
                label(vrf.vni()),
                l3Vni == null ? null : label(l3Vni));
    }

    /// The route of type 2 for a MAC address alone.
    ///
    /// @param ipVrf that routes for the bridge domain, or null where none does
    static Origination mac(MacVrfSettings vrf, @Nullable IpVrfSettings ipVrf, MacEntry entry) {
        var more = new ArrayList<ExtendedCommunity>();
        addMobility(more, entry);
        return new Origination(
                hostRoute(vrf, entry.mac(), null),
                MpNextHop.of(vtep(vrf, ipVrf, entry)),
                OWN.with(communities(vrf, more)));
    }

    /// The route of type 2 for a neighbour.
    ///
    /// @param ipVrf that routes for the bridge domain, or null where none does
    static Origination neighbor(
            MacVrfSettings vrf,
            @Nullable IpVrfSettings ipVrf,
            MacEntry entry,
            IpAddress address,
            boolean router) {
        boolean isRouted =
                ipVrf != null && !ipVrf.prefixRoutesOnly() && !Addresses.isLinkLocal(address);
        var routed = isRouted ? ipVrf : null;
        var more = new ArrayList<ExtendedCommunity>();
        if (routed != null) {
            more.addAll(routed.exportTargets());
        }
        addMobility(more, entry);
        if (router) {
            more.add(NeighborDiscovery.of(NeighborDiscovery.ROUTER));
        }
        if (routed != null) {
            more.add(RouterMac.of(isOwn(entry) ? routed.own().routerMac() : routed.routerMac()));
        }
        return new Origination(
                hostRoute(vrf, entry.mac(), address, routed == null ? null : routed.l3Vni()),
                MpNextHop.of(vtep(vrf, ipVrf, entry)),
                OWN.with(communities(vrf, more)));
    }

    private static boolean isOwn(MacEntry entry) {
        var local = entry.local();
        return local != null && local.own();
    }

    /// Where others find an address. One of this VTEP's own is not behind whom it shares its
    /// address with.
    private static IpAddress vtep(
            MacVrfSettings vrf, @Nullable IpVrfSettings ipVrf, MacEntry entry) {
        return ipVrf != null && ipVrf.primary() != null && isOwn(entry)
                ? ipVrf.primary().vtep()
                : vrf.vtep();
    }

    private static void addMobility(List<ExtendedCommunity> communities, MacEntry entry) {
        var local = entry.local();
        if (local != null && local.gateway()) {
            // Who has the same gateway would take what is sticky for a conflict.
            communities.add(DefaultGateway.ZERO);
        } else if (local != null && local.sticky()) {
            communities.add(MacMobility.sticky(0));
        } else if (entry.sequence() != 0) {
            communities.add(MacMobility.of(entry.sequence()));
        }
    }

    private static ExtendedCommunities communities(
            MacVrfSettings vrf, List<ExtendedCommunity> more) {
        var all = new ArrayList<ExtendedCommunity>();
        all.add(Encapsulation.VXLAN);
        all.addAll(vrf.exportTargets());
        all.addAll(more);
        if (vrf.siteOfOrigin() != null) {
            all.add(vrf.siteOfOrigin());
        }
        return ExtendedCommunities.of(all.stream().distinct().toArray(ExtendedCommunity[]::new));
    }

    /// The route of type 5, behind this VTEP itself (RFC 9136 section 4.4.1) or behind a host
    /// (section 4.2). Of the latter the label and the router MAC address are those of the former,
    /// as FRR has it: who does not look gateways up goes by them.
    ///
    /// @param gateway that host, or null
    /// @param inherited what the route had in the VRF; its extended communities and next hop stay
    ///   there
    static Origination prefix(
            IpVrfSettings vrf,
            IpPrefix prefix,
            @Nullable IpAddress gateway,
            PathAttributes inherited) {
        var all = new ArrayList<ExtendedCommunity>();
        all.add(Encapsulation.VXLAN);
        all.addAll(vrf.exportTargets());
        all.add(RouterMac.of(vrf.own().routerMac()));
        var communities = ExtendedCommunities.of(all.toArray(ExtendedCommunity[]::new));
        return new Origination(
                prefixRoute(vrf, prefix, gateway),
                MpNextHop.of(vrf.own().vtep()),
                complete(inherited).with(communities));
    }

    /// @throws IllegalArgumentException when a route with these attributes and its own would be
    ///   malformed, or say something of other routes
    static void requireInheritable(PathAttributes inherited) {
        if (inherited.has(AttributeCode.MP_REACH_NLRI)
                || inherited.has(AttributeCode.MP_UNREACH_NLRI)) {
            throw new IllegalArgumentException("routes are no attributes of a prefix");
        }
        var block = new OctetWriter();
        complete(inherited).encode(block, Negotiated.DEFAULT);
        if (block.length() > MOST_INHERITED_OCTETS) {
            throw new IllegalArgumentException("no message has room for " + block.length());
        }
        var decoded =
                PathAttributes.decode(
                        new OctetReader(block.array(), 0, block.length()), Negotiated.DEFAULT);
        if (!decoded.faults().isEmpty()) {
            throw new IllegalArgumentException("not to be announced: " + decoded.faults());
        }
    }

    private static PathAttributes complete(PathAttributes inherited) {
        var all = inherited.without(AttributeCode.NEXT_HOP);
        for (var attribute : OWN.asList()) {
            all = all.has(attribute.code()) ? all : all.with(attribute);
        }
        return all;
    }

    static IpPrefixAdvertisement prefixRoute(
            IpVrfSettings vrf, IpPrefix prefix, @Nullable IpAddress gateway) {
        var noGateway =
                switch (prefix.address()) {
                    case Ipv4Address v4 -> new Ipv4Address(0);
                    case Ipv6Address v6 -> new Ipv6Address(0, 0);
                };
        return new IpPrefixAdvertisement(
                vrf.routeDistinguisher(),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                prefix,
                gateway == null || !ImportChecks.isGateway(prefix, gateway) ? noGateway : gateway,
                label(vrf.l3Vni()));
    }

    private static Label24 label(Vni vni) {
        return new Label24(vni.number());
    }
}
