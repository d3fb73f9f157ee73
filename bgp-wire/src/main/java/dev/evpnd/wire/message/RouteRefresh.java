package dev.evpnd.wire.message;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// ROUTE-REFRESH, RFC 2918 section 3, with the subtypes of RFC 7313 section 3.2.
///
/// ```
/// +--------------------+--------------------+--------------------+
/// | AFI (2 octets)     | Subtype (1 octet)  | SAFI (1 octet)     |
/// +--------------------+--------------------+--------------------+
/// ```
///
/// A request that is longer carries Outbound Route Filters (RFC 5291 section 5), which are not
/// interpreted. A subtype that is not one of the three is to be ignored by the receiver (RFC 7313
/// section 5), and so is any subtype by one that knows RFC 2918 alone, where the octet is reserved.
///
/// @param outboundRouteFilters what follows the four octets, mostly nothing
public record RouteRefresh(AddressFamily family, int subtype, Octets outboundRouteFilters)
        implements BgpMessage {

    /// A request for all routes of the family.
    public static final int REQUEST = 0;

    /// BoRR: the routes that follow are a complete refresh.
    public static final int BEGINNING_OF_ROUTE_REFRESH = 1;

    /// EoRR: the refresh is complete.
    public static final int END_OF_ROUTE_REFRESH = 2;

    private static final int BODY_LENGTH = 4;
    private static final int SUBTYPE_OFFSET = 2;
    private static final int MAX_REST =
            MessageHeader.EXTENDED_MAX_LENGTH - MessageHeader.LENGTH - BODY_LENGTH;

    public RouteRefresh {
        if ((subtype & 0xff) != subtype || outboundRouteFilters.length() > MAX_REST) {
            throw new IllegalArgumentException("a subtype is an octet, a message has 65535");
        }
    }

    public RouteRefresh(AddressFamily family, int subtype) {
        this(family, subtype, Octets.EMPTY);
    }

    static Decoded<BgpMessage> decode(OctetReader body, Negotiated negotiated) {
        if (!isPossibleLength(body, negotiated)) {
            return Decoded.rejected(badLength(body, negotiated));
        }
        int afi = body.u16();
        int subtype = body.u8();
        var family = new AddressFamily(afi, body.u8());
        return Decoded.accepted(new RouteRefresh(family, subtype, body.rest()));
    }

    private static boolean isPossibleLength(OctetReader body, Negotiated negotiated) {
        if (body.remaining() <= BODY_LENGTH || !negotiated.enhancedRouteRefresh()) {
            return body.remaining() >= BODY_LENGTH;
        }
        int subtype = BigEndian.u8(body.array(), body.position() + SUBTYPE_OFFSET);
        return subtype != BEGINNING_OF_ROUTE_REFRESH && subtype != END_OF_ROUTE_REFRESH;
    }

    /// RFC 7313 section 5, where the peer has announced it; else RFC 4271 section 6.1.
    private static Malformed badLength(OctetReader body, Negotiated negotiated) {
        int start = body.position() - MessageHeader.LENGTH;
        if (!negotiated.enhancedRouteRefresh()) {
            return MessageHeader.badLength("the length is 23 or more", body.array(), start);
        }
        return new Malformed(
                Treatment.RESET,
                NotificationCode.INVALID_ROUTE_REFRESH_LENGTH,
                "ROUTE-REFRESH",
                "the length is 23",
                start,
                Octets.copyOf(body.array(), start, body.end() - start));
    }

    @Override
    public int type() {
        return MessageHeader.ROUTE_REFRESH;
    }

    @Override
    public void encodeBody(OctetWriter writer, Negotiated negotiated) {
        writer.u16(family.afi()).u8(subtype).u8(family.safi()).octets(outboundRouteFilters);
    }
}
