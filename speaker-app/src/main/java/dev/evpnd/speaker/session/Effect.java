package dev.evpnd.speaker.session;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;

/// What whoever drives a session has to do next, in the order in which it is told.
public sealed interface Effect {

    /// To open a connection to the peer. What comes of it is told with this number, which is
    /// negative and new.
    record Connect(int connection) implements Effect {}

    /// To send a message.
    record Send(int connection, BgpMessage message) implements Effect {}

    /// To close a connection, after all that was sent on it is sent, as far as the peer takes it in
    /// a moment; or to give up the attempt to open it.
    record Close(int connection) implements Effect {}

    /// The session is established on a connection.
    ///
    /// @param received the peer's OPEN
    /// @param holdSeconds that was agreed on, 0 for none
    /// @param keepaliveSeconds between two KEEPALIVEs, 0 for none
    record Established(
            int connection,
            Open received,
            Negotiated negotiated,
            int holdSeconds,
            int keepaliveSeconds)
            implements Effect {}

    /// An established session has ended.
    record Down(int connection, DownReason reason) implements Effect {}

    /// An attempt has failed before there was a session, and no other is under way.
    record Failed(DownReason reason) implements Effect {}

    /// Why a session, or an attempt at one, has ended.
    sealed interface DownReason {
        /// This speaker has told the peer why.
        record Sent(Notification notification) implements DownReason {}

        /// The peer has told why.
        record Received(Notification notification) implements DownReason {}

        /// The connection was lost, or the peer closed it, without a word.
        record ConnectionLost() implements DownReason {}

        /// This speaker has closed the connection without a word, so that the peer keeps its routes
        /// while it restarts (RFC 4724 section 4).
        record Restarting() implements DownReason {}

        /// The connection could not be opened.
        record NotConnected() implements DownReason {}

        /// The peer came back on another connection while this one seemed to be alive (RFC 4724
        /// section 5).
        record Replaced() implements DownReason {}
    }
}
