package dev.evpnd.rib.explain;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;

import org.jspecify.annotations.Nullable;

/// One path to a route, and how it stands among the others.
///
/// @param announcer who announced it, this speaker itself for what begins here
/// @param pathId the identifier that the announcer gave it, 0 where it gives none (RFC 7911)
/// @param route with what is no key: segment, labels, gateway
/// @param isBest whether it is the one that was chosen
/// @param lostBy the step by which it lost to the one before it; null of the best, and where the
///   decision may not choose it
public record PathStanding(
        Peer announcer,
        int pathId,
        EvpnRoute route,
        MpNextHop nextHop,
        PathAttributes attributes,
        boolean isBest,
        @Nullable DecisionStep lostBy) {}
