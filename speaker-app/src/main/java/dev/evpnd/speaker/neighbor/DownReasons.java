package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.session.Effect.DownReason;

/// Why sessions end, as operators read it.
public final class DownReasons {
    private DownReasons() {}

    public static String text(DownReason reason) {
        return switch (reason) {
            case DownReason.Sent(var notification) -> "sent " + notification;
            case DownReason.Received(var notification) -> "received " + notification;
            case DownReason.ConnectionLost _ -> "connection lost";
            case DownReason.Restarting _ -> "closed without a word, to restart";
            case DownReason.NotConnected _ -> "not connected";
            case DownReason.Replaced _ -> "replaced by a new connection of the peer";
        };
    }
}
