package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.Optional;

/// PMSI_TUNNEL, RFC 6514 section 5: the tunnel that carries broadcast, unknown unicast and
/// multicast; on an Inclusive Multicast route (RFC 7432 section 11.2) where to send one's copies.
///
/// ```
/// +---------------------------------+
/// |  Flags (1 octet)                |
/// +---------------------------------+
/// |  Tunnel Type (1 octet)          |
/// +---------------------------------+
/// |  MPLS Label (3 octets)          |   for VXLAN the VNI in all 24 bits (RFC 8365)
/// +---------------------------------+
/// |  Tunnel Identifier (variable)   |
/// +---------------------------------+
/// ```
///
/// RFC 6514 calls an undefined tunnel type malformed. Types have been added to the registry since
/// (RFC 7385), and a reflector passes on what it does not use: an unknown type is kept with its
/// identifier as it is. The identifiers of the types below are checked.
///
/// @param tunnelType an octet, one of the constants or any other
public record PmsiTunnel(int flags, int tunnelType, Label24 label, Octets tunnelIdentifier)
        implements PathAttribute {

    public static final int NO_TUNNEL_INFORMATION = 0;
    public static final int RSVP_TE_P2MP = 1;
    public static final int MLDP_P2MP = 2;
    public static final int PIM_SSM = 3;
    public static final int PIM_SM = 4;
    public static final int BIDIR_PIM = 5;
    public static final int INGRESS_REPLICATION = 6;
    public static final int MLDP_MP2MP = 7;

    /// RFC 9574.
    public static final int ASSISTED_REPLICATION = 0x0a;

    /// RFC 8556.
    public static final int BIER = 0x0b;

    /// The flag by which a leaf's answer is asked for, RFC 6514 section 5.
    public static final int LEAF_INFORMATION_REQUIRED = 0x01;

    private static final int FIXED_LENGTH = 5;

    public PmsiTunnel {
        if (flags >>> 8 != 0 || tunnelType >>> 8 != 0) {
            throw new IllegalArgumentException("flags and tunnel type are octets");
        }
        if (!isIdentifierLength(tunnelType, tunnelIdentifier.length())) {
            throw new IllegalArgumentException(
                    "tunnel type " + tunnelType + " has no identifier " + tunnelIdentifier);
        }
        AttributeLength.require(FIXED_LENGTH + tunnelIdentifier.length());
    }

    /// The tunnel of a VTEP that takes its copies one by one.
    public static PmsiTunnel ingressReplication(Label24 label, IpAddress endpoint) {
        var identifier = new OctetWriter(16);
        endpoint.encode(identifier);
        return new PmsiTunnel(0, INGRESS_REPLICATION, label, identifier.toOctets());
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() < FIXED_LENGTH) {
            return received.wrongLength("the length is at least 5");
        }
        var value = received.value();
        int flags = value.u8();
        int tunnelType = value.u8();
        var label = new Label24(value.u24());
        if (!isIdentifierLength(tunnelType, value.remaining())) {
            return received.wrongValue("the tunnel identifier is one of its tunnel type");
        }
        return Decoded.accepted(new PmsiTunnel(flags, tunnelType, label, value.rest()));
    }

    private static boolean isIdentifierLength(int tunnelType, int length) {
        return switch (tunnelType) {
            case NO_TUNNEL_INFORMATION -> length == 0;
            // A sender's or rendezvous point's address and a group's.
            case PIM_SSM, PIM_SM, BIDIR_PIM -> length == 8 || length == 32;
            case INGRESS_REPLICATION, ASSISTED_REPLICATION -> length == 4 || length == 16;
            default -> true;
        };
    }

    /// Where copies are to be sent, when the tunnel is ingress replication.
    public Optional<IpAddress> ingressReplicationEndpoint() {
        return tunnelType == INGRESS_REPLICATION
                ? Optional.of(
                        IpAddress.decode(tunnelIdentifier.reader(), tunnelIdentifier.length() * 8))
                : Optional.empty();
    }

    @Override
    public int code() {
        return AttributeCode.PMSI_TUNNEL;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u8(flags).u8(tunnelType).u24(label.bits()).octets(tunnelIdentifier);
    }
}
