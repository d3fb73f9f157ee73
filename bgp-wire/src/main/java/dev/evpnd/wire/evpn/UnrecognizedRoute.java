package dev.evpnd.wire.evpn;

import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// A route of a type that is not known here.
///
/// It is to be discarded and counted (RFC 7606 section 5.4): without knowing which octets are its
/// key nobody can tell two versions of it from two routes.
public record UnrecognizedRoute(int routeType, Octets body) implements EvpnRoute {

    public UnrecognizedRoute {
        if (EvpnRoute.isRecognized(routeType)) {
            throw new IllegalArgumentException("type " + routeType + " has a record of its own");
        }
        if (routeType >>> 8 != 0 || body.length() > 255) {
            throw new IllegalArgumentException("type and length of a route are octets");
        }
    }

    static UnrecognizedRoute of(EvpnNlriView view) {
        return new UnrecognizedRoute(view.routeType(), view.bodyFrom(0).rest());
    }

    @Override
    public void encodeBody(OctetWriter writer) {
        writer.octets(body);
    }
}
