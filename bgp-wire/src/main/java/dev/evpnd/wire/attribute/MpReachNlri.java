package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;

/// MP_REACH_NLRI: routes that are announced, with their next hop. RFC 4760 section 3.
///
/// ```
/// +---------------------------------------------------------+
/// | Address Family Identifier (2 octets)                    |
/// +---------------------------------------------------------+
/// | Subsequent Address Family Identifier (1 octet)          |
/// +---------------------------------------------------------+
/// | Length of Next Hop Network Address (1 octet)            |
/// +---------------------------------------------------------+
/// | Network Address of Next Hop (variable)                  |
/// +---------------------------------------------------------+
/// | Reserved (1 octet)                                      |
/// +---------------------------------------------------------+
/// | Network Layer Reachability Information (variable)       |
/// +---------------------------------------------------------+
/// ```
///
/// The reserved octet is ignored and sent as zero.
public record MpReachNlri(MpNextHop nextHop, NlriField nlri) implements PathAttribute {

    private static final String NAME = AttributeCode.name(AttributeCode.MP_REACH_NLRI);
    private static final int FAMILY_AND_LENGTH = 4;
    private static final int RESERVED = 1;

    public MpReachNlri {
        if (NlriField.isRead(nlri.family())
                && !MpNextHop.isAddressLength(nextHop.octets().length())) {
            throw new IllegalArgumentException("a next hop has 4, 16 or 32 octets");
        }
    }

    /// Where the next hop or the frames of the routes are broken, no route can be found, and the
    /// family is given up; where not even the family can be read, the session is (RFC 7606 sections
    /// 5.3 and 7.11).
    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        var value = received.value();
        if (value.remaining() < FAMILY_AND_LENGTH) {
            return received.malformed(
                    Treatment.RESET,
                    NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                    "a family and the length of a next hop are there");
        }
        var negotiated = received.context().negotiated();
        var family = new AddressFamily(value.u16(), value.u8());
        int lengthOffset = value.position();
        int nextHopLength = value.u8();
        if (value.remaining() < nextHopLength + RESERVED) {
            return received.routesLost(
                    family, lengthOffset, "the next hop ends within the attribute");
        }
        if (!MpNextHop.isExpectedLength(family, nextHopLength, negotiated)) {
            return received.routesLost(
                    family, lengthOffset, "the next hop is as long as one of its family");
        }
        var nextHop = new MpNextHop(value.octets(nextHopLength));
        value.skip(RESERVED);
        boolean addPath = negotiated.addPathReceive().contains(family);
        return switch (NlriField.decode(family, value, addPath, NAME)) {
            case Decoded.Accepted<NlriField>(var nlri, var findings) ->
                    Decoded.accepted(new MpReachNlri(nextHop, nlri), findings);
            case Decoded.Rejected<NlriField>(var malformed) ->
                    received.routesLost(family, malformed.offset(), malformed.reason());
        };
    }

    @Override
    public int code() {
        return AttributeCode.MP_REACH_NLRI;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        var family = nlri.family();
        writer.u16(family.afi()).u8(family.safi());
        writer.u8(nextHop.octets().length()).octets(nextHop.octets()).u8(0);
        nlri.encode(writer, context.negotiated().addPathSend().contains(family));
    }
}
