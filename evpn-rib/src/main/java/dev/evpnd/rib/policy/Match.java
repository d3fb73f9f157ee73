package dev.evpnd.rib.policy;

/// Something that a [Clause] asks of a route. What a route does not have matches nothing, unless
/// said otherwise.
///
/// The three kinds are told apart by what a verdict with them may be shared among: a [RouteMatch]
/// asks for something that each route of an attribute set has for itself, an [AttributeMatch] for
/// what all of them have, a [PeerMatch] for the peer.
public sealed interface Match permits RouteMatch, AttributeMatch, PeerMatch {

    boolean matches(Passage passage);

    /// The statement in FRR's words: `match evpn route-type macip`.
    String text();
}
