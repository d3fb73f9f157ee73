package dev.evpnd.speaker.query;

import dev.evpnd.wire.octets.Octets;

/// A place in the order of EVPN routes, for whoever goes on behind it later: whatever comes or goes
/// meanwhile, the routes on either side stay there, also when the one that was at it has gone.
///
/// @param octets as [RouteOrder] has them
public record RoutePlace(Octets octets) {
    /// A distinguisher and a type.
    private static final int LEAST = 9;

    /// What a key may have, and what is put in.
    private static final int MOST = 266;

    public RoutePlace {
        if (octets.length() < LEAST || octets.length() > MOST) {
            throw new IllegalArgumentException("no place has " + octets.length() + " octets");
        }
    }

    /// That of an EVPN route.
    public static RoutePlace of(ListedRoute route) {
        var key = route.asked().getFirst().route().key();
        return new RoutePlace(Octets.copyOf(RouteOrder.EVPN.place(key.toByteArray())));
    }
}
