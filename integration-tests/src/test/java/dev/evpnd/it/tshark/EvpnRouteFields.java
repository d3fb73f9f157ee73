package dev.evpnd.it.tshark;

import dev.evpnd.it.tshark.Fields.Remark;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.LeafAutoDiscovery;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.MulticastFlow;
import dev.evpnd.wire.evpn.MulticastLeaveSynch;
import dev.evpnd.wire.evpn.MulticastMembershipReportSynch;
import dev.evpnd.wire.evpn.PerRegionIPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.evpn.SPmsiAutoDiscovery;
import dev.evpnd.wire.evpn.SelectiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.UnrecognizedRoute;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

/// EVPN routes in tshark's words.
final class EvpnRouteFields {
    private static final String NLRI = "bgp.evpn.nlri";
    private static final int HEADER_LENGTH = 2;

    private final Fields out;
    private final SeenEncapsulation seen;

    EvpnRouteFields(Fields out, SeenEncapsulation seen) {
        this.out = out;
        this.seen = seen;
    }

    void add(EvpnRoute route) {
        var encoded = new OctetWriter();
        route.encode(encoded);
        out.node(NLRI).number(NLRI + ".rt", route.routeType());
        out.number(NLRI + ".len", encoded.length() - HEADER_LENGTH);
        switch (route) {
            case EthernetAutoDiscovery ad -> {
                start(ad.routeDistinguisher(), ad.ethernetSegmentId());
                tag(ad.ethernetTag());
                label(ad.label(), "mpls_ls1");
            }
            case MacIpAdvertisement macIp -> macIp(macIp);
            case InclusiveMulticastEthernetTag multicast -> {
                start(multicast.routeDistinguisher(), null);
                tag(multicast.ethernetTag());
                address(multicast.originatingRouter());
            }
            case EthernetSegmentRoute segment -> {
                start(segment.routeDistinguisher(), segment.ethernetSegmentId());
                address(segment.originatingRouter());
            }
            case IpPrefixAdvertisement prefix -> prefix(prefix);
            case SelectiveMulticastEthernetTag selective -> {
                start(selective.routeDistinguisher(), null);
                flow(selective.ethernetTag(), selective.flow());
                flags(selective.flags());
            }
            case MulticastMembershipReportSynch join -> {
                start(join.routeDistinguisher(), join.ethernetSegmentId());
                flow(join.ethernetTag(), join.flow());
                flags(join.flags());
            }
            case SPmsiAutoDiscovery pmsi -> {
                start(pmsi.routeDistinguisher(), null);
                flow(pmsi.ethernetTag(), pmsi.flow());
            }
            // For the rest of this one there are no names, for the rest of the others none at all.
            case MulticastLeaveSynch leave -> {
                start(leave.routeDistinguisher(), leave.ethernetSegmentId());
                flow(leave.ethernetTag(), leave.flow());
                flags(leave.flags());
            }
            case PerRegionIPmsiAutoDiscovery _, LeafAutoDiscovery _, UnrecognizedRoute _ -> {}
        }
    }

    private void macIp(MacIpAdvertisement route) {
        start(route.routeDistinguisher(), route.ethernetSegmentId());
        tag(route.ethernetTag());
        out.number(NLRI + ".maclen", 48).text(NLRI + ".mac_addr", route.macAddress());
        address(route.ipAddress());
        label(route.label1(), "mpls_ls1");
        if (route.label2() != null) {
            label(route.label2(), "mpls_ls2");
        }
    }

    private void prefix(IpPrefixAdvertisement route) {
        start(route.routeDistinguisher(), route.ethernetSegmentId());
        tag(route.ethernetTag());
        out.number(NLRI + ".prefix_len", route.prefix().length());
        boolean ipv4 = route.gateway() instanceof Ipv4Address;
        out.text(NLRI + (ipv4 ? ".ip.addr" : ".ipv6.addr"), route.prefix().address());
        out.text(NLRI + (ipv4 ? ".ipv4" : ".ipv6") + ".gtw_addr", route.gateway());
        if (seen.isVxlan()) {
            out.number(NLRI + ".vni", route.label().vni());
        } else {
            // A stack of labels, for which all 24 bits are printed.
            out.node("bgp.update.path_attribute.mpls_label");
            out.number("bgp.update.path_attribute.mpls_label_value", route.label().bits());
        }
    }

    private void start(RouteDistinguisher distinguisher, @Nullable EthernetSegmentId segment) {
        out.octets(NLRI + ".rd", distinguisher.bits(), 8);
        if (segment != null) {
            segment(segment);
        }
    }

    private void segment(EthernetSegmentId segment) {
        var esi = NLRI + ".esi";
        out.text(esi, segment).number(esi + ".type", segment.type());
        value(esi + ".value", segment);
        switch (segment.type()) {
            case EthernetSegmentId.TYPE_ARBITRARY -> value(esi + ".type0", segment);
            case EthernetSegmentId.TYPE_LACP -> {
                out.text(esi + ".lacp_mac", segment.systemMac());
                out.number(esi + ".lacp_portkey", segment.localDiscriminator() >>> 8);
            }
            case EthernetSegmentId.TYPE_BRIDGE -> {
                out.text(esi + ".root_bridge", segment.systemMac());
                out.number(esi + ".rb_prio", segment.localDiscriminator() >>> 8);
            }
            case EthernetSegmentId.TYPE_MAC -> {
                out.text(esi + ".system_mac", segment.systemMac());
                out.octets(esi + ".system_mac_discr", segment.localDiscriminator() >>> 8, 2);
            }
            case EthernetSegmentId.TYPE_ROUTER_ID -> {
                out.text(esi + ".router_id", new Ipv4Address(segment.administrator()));
                out.octets(esi + ".router_discr", segment.administratorDiscriminator(), 4);
            }
            case EthernetSegmentId.TYPE_AS -> {
                out.u32(esi + ".asn", segment.administrator());
                out.octets(esi + ".asn_discr", segment.administratorDiscriminator(), 4);
            }
            default -> value(esi + ".reserved", segment);
        }
        if (segment.type() >= EthernetSegmentId.TYPE_LACP
                && segment.type() <= EthernetSegmentId.TYPE_AS) {
            out.octets(esi + ".remaining", segment.low(), 1);
        }
    }

    /// The nine octets behind the type.
    private void value(String name, EthernetSegmentId segment) {
        out.octets(name, new OctetWriter().u8(segment.high()).u64(segment.low()).toOctets());
    }

    private void tag(EthernetTag tag) {
        out.u32(NLRI + ".etag", tag.id());
    }

    private void address(@Nullable IpAddress address) {
        out.number(NLRI + ".iplen", address == null ? 0 : address.bitLength());
        if (address == null) {
            out.remark(Remark.NO_IP_ADDRESS);
        } else {
            out.text(NLRI + (address instanceof Ipv4Address ? ".ip.addr" : ".ipv6.addr"), address);
        }
    }

    private void label(Label24 label, String mplsName) {
        if (seen.isVxlan()) {
            out.number(NLRI + ".vni", label.vni());
        } else {
            out.number(NLRI + "." + mplsName, label.mplsLabel());
        }
    }

    private void flow(EthernetTag tag, MulticastFlow flow) {
        tag(tag);
        multicast("bgp.mcast_vpn_nlri_source", flow.source());
        multicast("bgp.mcast_vpn_nlri_group", flow.group());
        var originator = flow.originator();
        out.number(NLRI + ".or_length", originator.bitLength());
        boolean ipv4 = originator instanceof Ipv4Address;
        out.text(NLRI + ".or_addr_" + (ipv4 ? "ipv4" : "ipv6"), originator);
    }

    private void multicast(String name, @Nullable IpAddress address) {
        out.number(name + "_length", address == null ? 0 : address.bitLength());
        if (address != null) {
            out.text(name + "_addr_" + (address instanceof Ipv4Address ? "ipv4" : "ipv6"), address);
        }
    }

    private void flags(int flags) {
        var name = NLRI + ".igmp_mc_flags";
        out.hex(name, 2, flags);
        out.flag(name + ".v1", (flags & 1) != 0);
        out.flag(name + ".v2", (flags & 2) != 0);
        out.flag(name + ".v3", (flags & 4) != 0);
        out.flag(name + ".ie", (flags & 8) != 0);
        out.hex(name + ".reserved", 2, flags >>> 4);
    }
}
