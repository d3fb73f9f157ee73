package dev.evpnd.speaker.show;

import dev.evpnd.speaker.neighbor.DownReasons;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Why there was no session last, in FRR's words and by its numbers where it has any.
///
/// @param millisAgo when it ended
/// @param reason as FRR's JSON has it
/// @param code FRR's number for it, 0 where it has none
/// @param notification that was sent or received; null where there was none, or where FRR has
///   another reason
record LastReset(long millisAgo, String reason, int code, @Nullable Notification notification) {
    private static final int ADMIN_SHUTDOWN = 11;
    private static final int USER_RESET = 12;
    private static final int NOTIFICATION_RECEIVED = 13;
    private static final int NOTIFICATION_SENT = 14;
    private static final int CLOSED = 15;
    private static final int CLOSED_TO_RESTART = 22;
    private static final int TOO_MANY_PREFIXES = 33;

    /// Nothing, if no session and no attempt at one has ended yet.
    ///
    /// @param layout an old one has no reason of its own for too many prefixes
    static Optional<LastReset> of(PeerDetail detail, Layout layout) {
        var status = detail.view().status();
        var end = status.peering().lastEnd();
        if (status.settings().shutdown().isPresent()) {
            long millis = detail.endMillisAgo().orElse(status.changedMillisAgo());
            return Optional.of(new LastReset(millis, "Admin. shutdown", ADMIN_SHUTDOWN, null));
        }
        return end.map(it -> of(it, detail, status, layout));
    }

    private static LastReset of(
            DownReason end, PeerDetail detail, PeerStatus status, Layout layout) {
        long millis = detail.endMillisAgo().orElse(status.changedMillisAgo());
        return switch (end) {
            case DownReason.Received(var it) ->
                    new LastReset(millis, "BGP Notification received", NOTIFICATION_RECEIVED, it);
            case DownReason.Sent(var it) -> sent(millis, it, layout);
            case DownReason.ConnectionLost _ ->
                    keepsRoutes(detail)
                            ? new LastReset(
                                    millis, "NSF peer closed the session", CLOSED_TO_RESTART, null)
                            : new LastReset(millis, "Peer closed the session", CLOSED, null);
            case DownReason.NotConnected _, DownReason.Restarting _, DownReason.Replaced _ ->
                    new LastReset(millis, DownReasons.text(end), 0, null);
        };
    }

    private static boolean keepsRoutes(PeerDetail detail) {
        return NeighborRestart.remaining(detail).isPresent();
    }

    private static LastReset sent(long millis, Notification sent, Layout layout) {
        var code = sent.hardResetCause().orElse(sent).code();
        if (code.equals(NotificationCode.ADMINISTRATIVE_SHUTDOWN)) {
            return new LastReset(millis, "Admin. shutdown", ADMIN_SHUTDOWN, null);
        }
        if (code.equals(NotificationCode.ADMINISTRATIVE_RESET)) {
            return new LastReset(millis, "User reset", USER_RESET, null);
        }
        if (code.equals(NotificationCode.MAXIMUM_PREFIXES_REACHED) && !layout.isOld()) {
            return new LastReset(millis, "Reached received prefix count", TOO_MANY_PREFIXES, null);
        }
        return new LastReset(millis, "BGP Notification send", NOTIFICATION_SENT, sent);
    }

    boolean isReceived() {
        return code == NOTIFICATION_RECEIVED;
    }

    /// What stands behind the time.
    ///
    /// @param softwareVersion of the peer
    String text(String softwareVersion) {
        return notification == null
                ? reason + " (" + softwareVersion + ")"
                : text(isReceived() ? "received" : "sent", notification);
    }

    /// A NOTIFICATION as the reason.
    static String text(String direction, Notification notification) {
        var cause = notification.hardResetCause();
        return "Notification %s (%s%s)"
                .formatted(
                        direction,
                        cause.orElse(notification).code(),
                        cause.isPresent() ? "/Hard Reset" : "");
    }

    /// Whether the NOTIFICATION was to end graceful restart, too (RFC 8538).
    boolean isHard() {
        return notification != null && notification.hardResetCause().isPresent();
    }
}
