package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.function.Supplier;

/// What a policy is asked about: a route on its way in from a peer, or out to one.
///
/// @param route gives the route, and the same one each time; it is asked at most once for each
///   [Policy#apply] and never where the policy does not look at routes, so that nobody has to
///   decode one for nothing
/// @param weight what the route has by now, 0 where nobody gave it one
/// @param peer the address of the peer it comes from or goes to
/// @param peerAddress what `set ip next-hop peer-address` makes the next hop: inward the address of
///   the peer, outward our own on the session
/// @param originatedHere whether the route is our own and not one that was received: an attribute
///   that a policy adds to it is then no Partial one (RFC 4271 section 5)
public record Subject(
        Supplier<EvpnRoute> route,
        MpNextHop nextHop,
        PathAttributes attributes,
        int weight,
        IpAddress peer,
        IpAddress peerAddress,
        boolean originatedHere) {

    public Subject {
        if (weight < 0) {
            throw new IllegalArgumentException("no weight is less than 0");
        }
    }

    /// A route as it comes in from a peer.
    public static Subject received(
            Supplier<EvpnRoute> route,
            MpNextHop nextHop,
            PathAttributes attributes,
            int weight,
            IpAddress peer) {
        return new Subject(route, nextHop, attributes, weight, peer, peer, false);
    }
}
