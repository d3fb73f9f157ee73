package dev.evpnd.speaker.routing;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Malformed;

import java.util.List;

/// What whoever drives a session has to know, or do, because of the routes that came on it.
public sealed interface RouteReport {

    /// Faults in an UPDATE or ROUTE-REFRESH, that were dealt with by RFC 7606.
    record Faults(List<Malformed> faults) implements RouteReport {}

    /// A fault that ends the session.
    record Fatal(Malformed fault) implements RouteReport {}

    /// This program has failed at what the peer sent, or is to be sent: the session is to end, in
    /// the hope that the next goes better.
    record Defect(RuntimeException cause) implements RouteReport {}

    /// The number of routes comes near the limit.
    record LimitNear(AddressFamily family, PrefixLimit limit) implements RouteReport {}

    /// There are more routes than the limit allows: unless it only warns, the session is to end.
    record LimitExceeded(AddressFamily family, PrefixLimit limit) implements RouteReport {}

    /// The peer is to be asked to tell its routes again.
    record RefreshWanted(AddressFamily family) implements RouteReport {}

    /// The peer has more Route Target memberships than are read, and is told everything.
    record MembershipsUnread(int most) implements RouteReport {}

    /// This speaker, having restarted, has begun to choose and tell: it is told to peers in their
    /// next OPEN that it does not restart any more.
    record DeferralEnded() implements RouteReport {}
}
