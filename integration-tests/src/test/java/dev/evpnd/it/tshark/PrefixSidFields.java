package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.attribute.PrefixSid;
import dev.evpnd.wire.attribute.Tlv;
import dev.evpnd.wire.octets.OctetReader;

/// PREFIX_SID in tshark's words.
final class PrefixSidFields {
    private static final String NAME = "bgp.prefix_sid.";

    private final Fields out;

    PrefixSidFields(Fields out) {
        this.out = out;
    }

    void add(PrefixSid sid) {
        for (var tlv : sid.tlvs()) {
            switch (tlv.type()) {
                case PrefixSid.LABEL_INDEX -> labelIndex(tlv);
                case PrefixSid.ORIGINATOR_SRGB -> originatorSrgb(tlv);
                case PrefixSid.SRV6_L3_SERVICE -> service(tlv, NAME + "srv6_l3vpn");
                case PrefixSid.SRV6_L2_SERVICE -> service(tlv, NAME + "srv6_l2vpn");
                default -> {
                    start(NAME + "unknown", tlv);
                    out.octets(NAME + "value", tlv.value());
                }
            }
        }
    }

    private void start(String name, Tlv tlv) {
        out.node(name).number(NAME + "type", tlv.type());
        out.number(NAME + "length", tlv.value().length());
    }

    private void labelIndex(Tlv tlv) {
        start(NAME + "label_index", tlv);
        var value = tlv.value().reader();
        out.octets(NAME + "reserved", value.u8(), 1);
        out.hex(NAME + "label_index.flags", 4, value.u16());
        out.u32(NAME + "label_index.value", value.u32());
    }

    private void originatorSrgb(Tlv tlv) {
        start(NAME + "originator_srgb", tlv);
        var value = tlv.value().reader();
        out.hex(NAME + "originator_srgb.flags", 4, value.u16());
        out.node(NAME + "originator_srgb_blocks");
        while (!value.isExhausted()) {
            out.node(NAME + "originator_srgb_block");
            out.number(NAME + "originator_srgb_base", value.u24());
            out.number(NAME + "originator_srgb_range", value.u24());
        }
    }

    private void service(Tlv tlv, String name) {
        start(name, tlv);
        var value = tlv.value().reader();
        out.octets(NAME + "reserved", value.u8(), 1).node(name + ".sub_tlvs");
        while (!value.isExhausted()) {
            out.node(name + ".sub_tlv").number(name + ".sub_tlv.type", value.u8());
            int length = value.u16();
            out.number(name + ".sub_tlv.length", length);
            sidInformation(value.slice(length), name);
        }
    }

    private void sidInformation(OctetReader value, String name) {
        out.octets(name + ".sub_tlv.reserved", value.u8(), 1);
        out.text(name + ".sid_value", new Ipv6Address(value.u64(), value.u64()));
        out.hex(name + ".sid_flags", 2, value.u8());
        out.hex(name + ".srv6_endpoint_behavior", 4, value.u16());
        out.octets(name + ".reserved", value.u8(), 1).node(name + ".sub_sub_tlvs");
        while (!value.isExhausted()) {
            out.node(name + ".sub_sub_tlv").number(name + ".sub_sub_tlv.type", value.u8());
            out.number(name + ".sub_sub_tlv.length", value.u16());
            for (var field :
                    new String[] {
                        "locator_block_len",
                        "locator_node_len",
                        "func_len",
                        "arg_len",
                        "trans_len",
                        "trans_offset"
                    }) {
                out.number(name + ".sid." + field, value.u8());
            }
        }
    }
}
