package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.attribute.TunnelEncapsulation;

/// The attributes about tunnels in tshark's words.
final class TunnelFields {
    private static final String PMSI = "bgp.update.path_attribute.pmsi.";

    private final Fields out;
    private final SeenEncapsulation seen;

    TunnelFields(Fields out, SeenEncapsulation seen) {
        this.out = out;
        this.seen = seen;
    }

    void pmsi(PmsiTunnel pmsi) {
        out.number(PMSI + "tunnel.flags", pmsi.flags());
        out.number(PMSI + "tunnel.type", pmsi.tunnelType());
        if (seen.isVxlan()) {
            out.number("bgp.evpn.nlri.vni", pmsi.label().vni());
        } else {
            out.number(
                    "bgp.update.path_attribute.mpls_label_value_20bits", pmsi.label().mplsLabel());
        }
        out.node(PMSI + "tunnel.id");
        switch (pmsi.tunnelType()) {
            case PmsiTunnel.NO_TUNNEL_INFORMATION -> out.node(PMSI + "tunnel_id.not_present");
            case PmsiTunnel.PIM_SSM -> tree(pmsi, "pimssm.root_node", "pimssm.pmulticast_group");
            case PmsiTunnel.PIM_SM -> tree(pmsi, "pimsm.sender_address", "pimsm.pmulticast_group");
            case PmsiTunnel.BIDIR_PIM ->
                    tree(pmsi, "bidir_pim_tree.sender", "bidir_pim_tree.pmulticast_group");
            case PmsiTunnel.INGRESS_REPLICATION ->
                    out.text(
                            PMSI + "ingress_rep_ip",
                            pmsi.ingressReplicationEndpoint().orElseThrow());
            default -> {}
        }
    }

    private void tree(PmsiTunnel pmsi, String root, String group) {
        var identifier = pmsi.tunnelIdentifier().reader();
        out.text(PMSI + root, new Ipv4Address(identifier.u32()));
        out.text(PMSI + group, new Ipv4Address(identifier.u32()));
    }

    /// Of the sub-TLVs only those that tshark leaves as octets.
    void encapsulation(TunnelEncapsulation encapsulation) {
        for (var tunnel : encapsulation.tunnels()) {
            out.number("bgp.update.encaps_tunnel_tlv_type", tunnel.type());
            int length = 0;
            for (var subTlv : tunnel.subTlvs()) {
                length += (subTlv.type() < 128 ? 2 : 3) + subTlv.value().length();
            }
            out.number("bgp.update.encaps_tunnel_tlv_len", length);
            for (var subTlv : tunnel.subTlvs()) {
                out.number("bgp.update.encaps_tunnel_subtlv_type", subTlv.type());
                out.number("bgp.update.encaps_tunnel_tlv_sublen", subTlv.value().length());
                out.octets("bgp.update.encaps_tunnel_tlv_subtlv.value", subTlv.value());
            }
        }
    }
}
