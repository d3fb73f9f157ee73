package dev.evpnd.speaker.session;

import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

/// What happens to one connection, or to the search for one. The numbers are those of the events of
/// RFC 4271 section 8.1.
sealed interface FsmEvent {

    /// The session is wanted (1, 3, 4, 5).
    record Start() implements FsmEvent {}

    /// It is not wanted any more (2, 8).
    record Stop(Notification reason) implements FsmEvent {}

    /// A timer has expired (9 to 13, and SendHoldTimer_Expires of RFC 9687).
    record Expired(Timer timer) implements FsmEvent {}

    /// A TCP connection is there, ours or the peer's (16, 17).
    record Connected(int connection) implements FsmEvent {}

    /// It is gone, or did not come (18).
    record Gone() implements FsmEvent {}

    /// An OPEN that can be read (19, 20; 22 where the session cannot agree to it).
    record OpenReceived(Open open) implements FsmEvent {}

    /// Octets that are no message (21, 22, 28).
    record MalformedReceived(Malformed fault) implements FsmEvent {}

    /// The other connection is the one to keep (23).
    record CollisionDump() implements FsmEvent {}

    /// The peer came back on another connection (RFC 4724 section 5).
    record Replaced() implements FsmEvent {}

    /// A NOTIFICATION (24, 25).
    record NotificationReceived(Notification notification) implements FsmEvent {}

    /// A KEEPALIVE (26).
    record KeepaliveReceived() implements FsmEvent {}

    /// UPDATE (27), ROUTE-REFRESH.
    record RoutesReceived() implements FsmEvent {}

    /// See [PeeringEvent.SendProgress].
    record SendProgress(boolean more) implements FsmEvent {}

    /// See [PeeringEvent.ReadingPaused].
    record ReadingPaused() implements FsmEvent {}

    /// See [PeeringEvent.ReadingResumed].
    record ReadingResumed() implements FsmEvent {}
}
