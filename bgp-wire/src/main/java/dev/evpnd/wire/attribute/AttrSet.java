package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.List;

/// ATTR_SET, RFC 6368: the attributes that a route had in the customer's network, carried whole
/// across the provider's.
///
/// ```
/// +------------------------------+
/// | Origin AS (4 octets)         |
/// +------------------------------+
/// | Path Attributes (variable)   |   AS numbers always of four octets
/// +------------------------------+
/// ```
///
/// Inside hold the rules of an internal session. A fault there that would cost the route costs it
/// outside as well (RFC 7606 section 7.16); one that costs an attribute costs that one alone.
///
/// @param attributes without MP_REACH_NLRI and MP_UNREACH_NLRI
public record AttrSet(Asn originAs, PathAttributes attributes) implements PathAttribute {
    /// How deep ATTR_SETs may stand in one another. The RFC sets no bound; one for each provider
    /// within a provider is needed, and without a bound a peer could exhaust the stack.
    static final int MOST_DEPTH = 4;

    private static final int ORIGIN_AS_LENGTH = 4;

    public AttrSet {
        if (attributes.has(AttributeCode.MP_REACH_NLRI)
                || attributes.has(AttributeCode.MP_UNREACH_NLRI)) {
            throw new IllegalArgumentException("no routes are carried in an ATTR_SET");
        }
        if (attributes.attrSetDepth() >= MOST_DEPTH) {
            throw new IllegalArgumentException("at most 4 ATTR_SETs stand in one another");
        }
        AttributeLength.require((long) ORIGIN_AS_LENGTH + attributes.encodedLengthInside());
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        if (received.length() < ORIGIN_AS_LENGTH) {
            return received.wrongLength("the length is at least 4");
        }
        if (received.context().depth() >= MOST_DEPTH) {
            return received.wrongValue("at most 4 ATTR_SETs stand in one another");
        }
        var originAs = new Asn(received.value().u32());
        var inside =
                new PathAttributesDecoder(received.value(), received.context().inside()).decode();
        return switch (inside) {
            case Decoded.Rejected<PathAttributes>(Malformed malformed) ->
                    received.wrongValue("the attributes inside are well formed");
            case Decoded.Accepted<PathAttributes>(var attributes, var findings) -> {
                if (costTheRoute(findings)) {
                    yield received.wrongValue("the attributes inside are well formed");
                }
                if (attributes.has(AttributeCode.MP_REACH_NLRI)
                        || attributes.has(AttributeCode.MP_UNREACH_NLRI)) {
                    yield received.wrongValue("no routes are carried in an ATTR_SET");
                }
                yield Decoded.accepted(new AttrSet(originAs, attributes), findings);
            }
        };
    }

    private static boolean costTheRoute(List<Malformed> findings) {
        for (var finding : findings) {
            if (finding.treatment().compareTo(Treatment.TREAT_AS_WITHDRAW) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int code() {
        return AttributeCode.ATTR_SET;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        writer.u32(originAs.number());
        attributes.encode(writer, AttributeContext.INSIDE);
    }
}
