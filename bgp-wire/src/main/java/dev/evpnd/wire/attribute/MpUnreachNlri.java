package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;

/// MP_UNREACH_NLRI: routes that are withdrawn. RFC 4760 section 4.
///
/// ```
/// +---------------------------------------------------------+
/// | Address Family Identifier (2 octets)                    |
/// +---------------------------------------------------------+
/// | Subsequent Address Family Identifier (1 octet)          |
/// +---------------------------------------------------------+
/// | Withdrawn Routes (variable)                             |
/// +---------------------------------------------------------+
/// ```
public record MpUnreachNlri(NlriField nlri) implements PathAttribute {

    private static final String NAME = AttributeCode.name(AttributeCode.MP_UNREACH_NLRI);
    private static final int FAMILY = 3;

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        var value = received.value();
        if (value.remaining() < FAMILY) {
            return received.malformed(
                    Treatment.RESET,
                    NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                    "an address family is there");
        }
        var family = new AddressFamily(value.u16(), value.u8());
        boolean addPath = received.context().negotiated().addPathReceive().contains(family);
        return switch (NlriField.decode(family, value, addPath, NAME)) {
            case Decoded.Accepted<NlriField>(var nlri, var findings) ->
                    Decoded.accepted(new MpUnreachNlri(nlri), findings);
            case Decoded.Rejected<NlriField>(var malformed) ->
                    received.routesLost(family, malformed.offset(), malformed.reason());
        };
    }

    @Override
    public int code() {
        return AttributeCode.MP_UNREACH_NLRI;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        var family = nlri.family();
        writer.u16(family.afi()).u8(family.safi());
        nlri.encode(writer, context.negotiated().addPathSend().contains(family));
    }
}
