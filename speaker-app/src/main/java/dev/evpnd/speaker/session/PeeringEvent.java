package dev.evpnd.speaker.session;

import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

/// What happens to the session with a peer. The numbers are those of the events of RFC 4271 section
/// 8.1; its timer events are what a [Tick] finds to be over.
///
/// A connection is a number that is given to no other. One that the session asks for by
/// [Effect.Connect] has a negative number, and comes with it; one that the peer opens is given a
/// positive one by whoever drives the session. 0 is none.
public sealed interface PeeringEvent {

    /// The session is wanted: ManualStart and AutomaticStart (1, 3 and their passive forms).
    record Start() implements PeeringEvent {}

    /// The session is not wanted any more: ManualStop and AutomaticStop (2, 8).
    ///
    /// @param reason that the peer is told
    record Stop(Notification reason) implements PeeringEvent {}

    /// A session is to end and to be tried again, as after a change of its settings. Whether what
    /// the peer is told is a Hard Reset (RFC 8538) is up to whoever says it.
    ///
    /// @param reason that the peer is told
    /// @param holdMillis before it is tried again; what is said by a limit of routes, or 0. It is
    ///   not less than [SessionTimers#idleHold]
    record Reset(Notification reason, long holdMillis) implements PeeringEvent {}

    /// So late it is now.
    record Tick() implements PeeringEvent {}

    /// The connection that [Effect.Connect] asked for is there (16).
    record Connected(int connection) implements PeeringEvent {}

    /// It could not be had (18).
    record ConnectFailed(int connection) implements PeeringEvent {}

    /// The peer has connected (17).
    record Accepted(int connection) implements PeeringEvent {
        public Accepted {
            if (connection <= 0) {
                throw new IllegalArgumentException("what the peer opens has a positive number");
            }
        }
    }

    /// A connection was closed or reset by the peer or on the way (18).
    record Lost(int connection) implements PeeringEvent {}

    /// A correct OPEN (19, 20).
    record OpenReceived(int connection, Open open) implements PeeringEvent {}

    /// A KEEPALIVE (26).
    record KeepaliveReceived(int connection) implements PeeringEvent {}

    /// One or more messages of an established session: UPDATE (27) and ROUTE-REFRESH.
    record RoutesReceived(int connection) implements PeeringEvent {}

    /// A NOTIFICATION (24, 25).
    record NotificationReceived(int connection, Notification notification)
            implements PeeringEvent {}

    /// Octets that are no message, or one that ends the session (21, 22, 28).
    record MalformedReceived(int connection, Malformed fault) implements PeeringEvent {}

    /// The peer has taken some of what is to be sent to it, or there is nothing more to send: the
    /// Send Hold Timer begins anew (RFC 9687). To be told, too, when the first of it has to wait,
    /// for the timer runs only from here on.
    ///
    /// @param more whether something is left to be taken
    record SendProgress(int connection, boolean more) implements PeeringEvent {}

    /// What comes from the peer is not read for the time being, because what it has sent before
    /// waits for us: the Hold Timer stands still, for the peer is not to blame.
    record ReadingPaused(int connection) implements PeeringEvent {}

    /// It is read again.
    record ReadingResumed(int connection) implements PeeringEvent {}
}
