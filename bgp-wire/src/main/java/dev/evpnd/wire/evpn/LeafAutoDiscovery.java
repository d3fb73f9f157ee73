package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// A Leaf A-D route, type 11: RFC 9572 section 3.3. All of it is key.
///
/// ```
/// +---------------------------------------+
/// | Route Key (variable)                  |
/// | Originator's Addr Length (1)          |
/// | Originator's Addr (4 or 16)           |
/// +---------------------------------------+
/// ```
///
/// @param routeKey the NLRI of the route that is answered, with its own type and length
public record LeafAutoDiscovery(Octets routeKey, IpAddress originator) implements EvpnRoute {

    /// Behind the type and length of the route key stands its route distinguisher.
    static final int KEY_DISTINGUISHER = 2;

    private static final int KEY_LENGTH = 1;
    private static final int SHORTEST_KEY = KEY_DISTINGUISHER + 8;
    private static final int LONGEST_BODY = 255;

    public LeafAutoDiscovery {
        int length = routeKey.length();
        boolean framed =
                length >= SHORTEST_KEY
                        && length + 1 + originator.bitLength() / 8 <= LONGEST_BODY
                        && routeKey.at(KEY_LENGTH) == length - KEY_DISTINGUISHER;
        if (!framed) {
            throw new IllegalArgumentException("a route key is an EVPN NLRI");
        }
    }

    static @Nullable NlriFault fault(byte[] bytes, int body, int length) {
        if (length < SHORTEST_KEY) {
            return NlriFault.LEAF_ROUTE_KEY;
        }
        int keyLength = KEY_DISTINGUISHER + BigEndian.u8(bytes, body + KEY_LENGTH);
        if (keyLength < SHORTEST_KEY || keyLength > length) {
            return NlriFault.LEAF_ROUTE_KEY;
        }
        int limit = body + length;
        return AddressField.end(bytes, body + keyLength, limit, false) == limit
                ? null
                : NlriFault.LEAF_ORIGINATOR;
    }

    static LeafAutoDiscovery of(EvpnNlriView view) {
        OctetReader reader = view.bodyFrom(0);
        int keyLength =
                KEY_DISTINGUISHER + BigEndian.u8(reader.array(), reader.position() + KEY_LENGTH);
        return new LeafAutoDiscovery(reader.octets(keyLength), AddressField.decodePresent(reader));
    }

    @Override
    public int routeType() {
        return LEAF_AUTO_DISCOVERY;
    }

    /// The distinguisher of the route that is answered.
    public RouteDistinguisher routeDistinguisher() {
        var reader = routeKey.reader();
        reader.skip(KEY_DISTINGUISHER);
        return new RouteDistinguisher(reader.u64());
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.octets(routeKey);
        AddressField.encode(originator, writer);
    }
}
