package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// Tunnel Encapsulation, RFC 9012: the tunnels that lead to the next hop.
///
/// ```
/// +-----------------------------+      +--------------------------------+
/// | Tunnel Type (2 octets)      |      | Sub-TLV Type (1 octet)         |
/// +-----------------------------+      +--------------------------------+
/// | Length (2 octets)           |      | Sub-TLV Length (1 or 2 octets) |
/// +-----------------------------+      +--------------------------------+
/// | Sub-TLVs                    |      | Sub-TLV Value                  |
/// +-----------------------------+      +--------------------------------+
/// ```
///
/// A sub-TLV's length has one octet for types 0 to 127 and two for all others. Only the framing is
/// checked here: sub-TLVs are not interpreted, and all is passed on as it came.
///
/// @param tunnels at least one
public record TunnelEncapsulation(List<Tunnel> tunnels) implements PathAttribute {
    /// Sub-TLVs of this type and all above have lengths of two octets.
    private static final int FIRST_LONG_TYPE = 128;

    private static final int TUNNEL_HEADER_LENGTH = 4;

    /// One tunnel.
    ///
    /// @param type two octets: 8 is VXLAN
    /// @param subTlvs in the order received, repetitions included
    public record Tunnel(int type, List<Tlv> subTlvs) {
        // Loops by index: a tunnel may have four octets, for which an iterator costs too much.

        public Tunnel {
            subTlvs = List.copyOf(subTlvs);
            if (type >>> 16 != 0) {
                throw new IllegalArgumentException("the tunnel type has 16 bits");
            }
            for (int i = 0; i < subTlvs.size(); i++) {
                var subTlv = subTlvs.get(i);
                if (subTlv.type() < FIRST_LONG_TYPE && subTlv.value().length() > 0xff) {
                    throw new IllegalArgumentException(
                            "sub-TLV type " + subTlv.type() + " has at most 255 octets");
                }
            }
        }

        private long encodedLength() {
            long length = TUNNEL_HEADER_LENGTH;
            for (int i = 0; i < subTlvs.size(); i++) {
                var subTlv = subTlvs.get(i);
                length += headerLength(subTlv.type()) + subTlv.value().length();
            }
            return length;
        }
    }

    public TunnelEncapsulation {
        tunnels = List.copyOf(tunnels);
        if (tunnels.isEmpty()) {
            throw new IllegalArgumentException("there is at least one tunnel");
        }
        long length = 0;
        for (var tunnel : tunnels) {
            length += tunnel.encodedLength();
        }
        AttributeLength.require(length);
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        var value = received.value();
        var tunnels = new ArrayList<Tunnel>(1);
        while (!value.isExhausted()) {
            if (value.remaining() < TUNNEL_HEADER_LENGTH) {
                return received.wrongValue("a tunnel has a type and a length");
            }
            int type = value.u16();
            int length = value.u16();
            if (value.remaining() < length) {
                return received.wrongValue("a tunnel ends within the attribute");
            }
            if (length == 0) {
                tunnels.add(new Tunnel(type, List.of()));
                continue;
            }
            int start = value.position();
            if (!isFramed(value.slice(length))) {
                return received.wrongValue("the last sub-TLV ends where its tunnel does");
            }
            var body = new OctetReader(value.array(), start, start + length);
            tunnels.add(new Tunnel(type, subTlvs(body)));
        }
        return Decoded.accepted(new TunnelEncapsulation(tunnels));
    }

    private static boolean isFramed(OctetReader body) {
        while (!body.isExhausted()) {
            if (body.remaining() < 2) {
                return false;
            }
            int type = body.u8();
            if (body.remaining() < headerLength(type) - 1) {
                return false;
            }
            int length = type < FIRST_LONG_TYPE ? body.u8() : body.u16();
            if (body.remaining() < length) {
                return false;
            }
            body.skip(length);
        }
        return true;
    }

    private static List<Tlv> subTlvs(OctetReader body) {
        var subTlvs = new ArrayList<Tlv>(2);
        while (!body.isExhausted()) {
            int type = body.u8();
            int length = type < FIRST_LONG_TYPE ? body.u8() : body.u16();
            subTlvs.add(new Tlv(type, body.octets(length)));
        }
        return subTlvs;
    }

    private static int headerLength(int subTlvType) {
        return subTlvType < FIRST_LONG_TYPE ? 2 : 3;
    }

    @Override
    public int code() {
        return AttributeCode.TUNNEL_ENCAPSULATION;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var tunnel : tunnels) {
            writer.u16(tunnel.type()).u16((int) tunnel.encodedLength() - TUNNEL_HEADER_LENGTH);
            for (var subTlv : tunnel.subTlvs()) {
                writer.u8(subTlv.type());
                if (subTlv.type() < FIRST_LONG_TYPE) {
                    writer.u8(subTlv.value().length());
                } else {
                    writer.u16(subTlv.value().length());
                }
                writer.octets(subTlv.value());
            }
        }
    }
}
