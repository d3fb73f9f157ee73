package dev.evpnd.rib.explain;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.in.ReceivedPath;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.evpn.EvpnRoute;

import org.jspecify.annotations.Nullable;

/// One path to a route, and how it stands among the others.
///
/// @param announcer who announced it, this speaker itself for what begins here
/// @param path as it was received and as it counts, and what was made of it on the way
/// @param isBest whether it is the one that was chosen
/// @param lostBy the step by which it lost to the one before it or, where there are so many that
///   not all are in order, to the last that is; null of the best, and where the decision may not
///   choose it
public record PathStanding(
        Peer announcer, ReceivedPath path, boolean isBest, @Nullable DecisionStep lostBy) {

    /// The route as the path counts, where it is of EVPN, with what is no key: segment, labels,
    /// gateway.
    public EvpnRoute route() {
        return path.effective().evpnRoute();
    }
}
