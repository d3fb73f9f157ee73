package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.DfElection;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.EsImportRouteTarget;
import dev.evpnd.wire.community.EsiLabel;
import dev.evpnd.wire.community.EvpnMulticastFlags;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.Layer2Attributes;
import dev.evpnd.wire.community.LinkBandwidth;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.community.NeighborDiscovery;
import dev.evpnd.wire.community.Opaque;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.community.Unrecognized;

/// Communities of all kinds in tshark's words.
final class CommunityFields {
    private static final String EXTENDED = "bgp.ext_com";
    private static final int NON_TRANSITIVE = 0x40;
    private static final int OSPF_ROUTER_ID = 0x07;

    private final Fields out;
    private final SeenEncapsulation seen;

    CommunityFields(Fields out, SeenEncapsulation seen) {
        this.out = out;
        this.seen = seen;
    }

    void add(Communities communities) {
        out.node("bgp.update.path_attribute.communities");
        communities.asList().forEach(this::add);
    }

    private void add(Community community) {
        var name = "bgp.update.path_attribute.community";
        if (community.high() == 0 || community.high() == 0xffff) {
            out.hex(name + "_wellknown", 8, community.bits());
        } else {
            out.node(name).number(name + "_as", community.high());
            out.number(name + "_value", community.low());
        }
    }

    void add(LargeCommunities communities) {
        communities.asList().forEach(this::add);
    }

    private void add(LargeCommunity community) {
        // The text is in the heading, and tshark leaves the value empty, which it writes so.
        out.text("bgp.large_communities", "[ Null ]");
        out.u32("bgp.large_communities.ga", community.globalAdministrator());
        out.u32("bgp.large_communities.ldp1", community.localData1());
        out.u32("bgp.large_communities.ldp2", community.localData2());
    }

    void add(ExtendedCommunities communities) {
        out.node("bgp.ext_communities");
        communities.asList().forEach(this::add);
    }

    private void add(ExtendedCommunity community) {
        int type = type(community);
        out.node("bgp.ext_community").hex(EXTENDED + ".type", 2, type);
        out.flag(EXTENDED + ".type.auth", (type & 0x80) != 0);
        out.flag(EXTENDED + ".type.tran", (type & NON_TRANSITIVE) != 0);
        out.hex(EXTENDED + ".stype_" + kind(type), 2, subtype(community));
        switch (community) {
            case RouteTarget target ->
                    administrators(type, target.globalAdministrator(), target.localAdministrator());
            case SiteOfOrigin site ->
                    administrators(type, site.globalAdministrator(), site.localAdministrator());
            case LinkBandwidth bandwidth -> {
                out.text(EXTENDED + ".value_as2", bandwidth.asn());
                out.real(EXTENDED + ".value_link_bw", bandwidth.bytesPerSecond());
            }
            case Encapsulation encapsulation -> {
                seen.see(encapsulation);
                out.number(EXTENDED + ".tunnel_type", encapsulation.tunnelType());
            }
            case MacMobility mobility -> {
                out.hex(EXTENDED + "_evpn.mmac.flags", 2, octet(mobility, 2));
                out.flag(EXTENDED + "_evpn.mmac.flags.sticky", mobility.isSticky());
                out.number(EXTENDED + "_evpn.mmac.seq", mobility.sequenceNumber());
            }
            case EsiLabel label -> esiLabel(label);
            case EsImportRouteTarget target ->
                    out.text(EXTENDED + "_evpn.esi.rt", target.macAddress());
            case RouterMac mac -> out.text(EXTENDED + "_evpn.esi.router_mac", mac.macAddress());
            case Layer2Attributes attributes -> layer2(attributes);
            case DefaultGateway _, DfElection _, NeighborDiscovery _, EvpnMulticastFlags _ ->
                    raw(community);
            case Opaque _ -> raw(community);
            case Unrecognized _ -> unrecognized(type, community);
        }
    }

    private static int type(ExtendedCommunity community) {
        return octet(community, 0);
    }

    private static int subtype(ExtendedCommunity community) {
        return octet(community, 1);
    }

    private static int octet(ExtendedCommunity community, int index) {
        return (int) (community.bits() >>> 56 - 8 * index) & 0xff;
    }

    /// The types whose subtypes tshark has a field of their own for.
    private static String kind(int type) {
        return switch (type) {
            case 0x00 -> "tr_as2";
            case 0x40 -> "ntr_as2";
            case 0x01 -> "tr_IP4";
            case 0x41 -> "ntr_IP4";
            case 0x02 -> "tr_as4";
            case 0x42 -> "ntr_as4";
            case 0x03 -> "tr_opaque";
            case 0x43 -> "ntr_opaque";
            case 0x06 -> "tr_evpn";
            default -> "unknown";
        };
    }

    /// What we do not interpret but tshark does, as far as the type alone says how.
    private void unrecognized(int type, ExtendedCommunity community) {
        long bits = community.bits();
        switch (type & ~NON_TRANSITIVE) {
            case 0x00 -> administrators(type, bits >>> 32 & 0xffff, bits & 0xffff_ffffL);
            case 0x01, 0x02 -> {
                if (type == 0x01 && subtype(community) == OSPF_ROUTER_ID) {
                    out.text(EXTENDED + ".value_ospf_rid", new Ipv4Address((int) (bits >>> 16)));
                } else {
                    administrators(type, bits >>> 16 & 0xffff_ffffL, bits & 0xffff);
                }
            }
            default -> raw(community);
        }
    }

    private void administrators(int type, long global, long local) {
        switch (type & ~NON_TRANSITIVE) {
            case 0x00 -> {
                out.number(EXTENDED + ".value_as2", global);
                out.number(EXTENDED + ".value_an4", local);
            }
            case 0x01 -> {
                out.text(EXTENDED + ".value_IP4", new Ipv4Address((int) global));
                out.number(EXTENDED + ".value_an2", local);
            }
            default -> {
                out.number(EXTENDED + ".value_as4", global);
                out.number(EXTENDED + ".value_an2", local);
            }
        }
    }

    private void esiLabel(EsiLabel community) {
        var label = community.label();
        var name = "bgp.update.path_attribute.mpls_";
        out.flag(EXTENDED + "_l2.esi_label_flag", community.isSingleActive());
        out.number(name + "label_value", label.bits());
        out.number(name + "label_value_20bits", label.mplsLabel());
        out.hex(name + "traffic_class", 6, label.bits() >>> 1 & 7);
        out.flag(name + "bottom_stack", label.bottomOfStack());
    }

    private void layer2(Layer2Attributes attributes) {
        var name = EXTENDED + "_evpn.l2attr.";
        int flags = attributes.controlFlags();
        out.hex(name + "flags", 4, flags).hex(name + "flag_reserved", 4, flags >>> 5);
        out.flag(name + "flag_ci", (flags & 0x10) != 0);
        out.flag(name + "flag_f", (flags & 0x08) != 0);
        out.flag(name + "flag_c", attributes.has(Layer2Attributes.CONTROL_WORD));
        out.flag(name + "flag_p", attributes.has(Layer2Attributes.PRIMARY));
        out.flag(name + "flag_b", attributes.has(Layer2Attributes.BACKUP));
        out.number(name + "l2_mtu", attributes.mtu());
        out.octets(name + "reserved", attributes.bits(), 2);
    }

    /// The six octets behind the subtype, as one number.
    private void raw(ExtendedCommunity community) {
        out.hex(EXTENDED + ".value_raw", 16, community.bits() & 0xffff_ffff_ffffL);
    }
}
