package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Negotiated;

import java.util.Optional;
import java.util.OptionalInt;

/// How a session came to its end, on which depends whether what its peer announced is kept.
///
/// Whoever runs the session says what happened; what follows from it is said here, by what was
/// announced in the OPENs (RFC 4724 section 4.2, RFC 8538 section 4).
public enum SessionEnd {
    /// The connection was closed or reset without a NOTIFICATION.
    CONNECTION_LOST,

    /// A NOTIFICATION was sent or received, that of an expired Hold Timer among them, and that of a
    /// Send Hold Timer; but no Hard Reset.
    NOTIFICATION,

    /// A Cease/Hard Reset was sent or received; or the peer is no longer configured, or passed its
    /// limit: nothing of it is to be kept, whatever it announced.
    FINAL;

    /// For how many seconds the peer's restart may take while its routes of a family are kept;
    /// empty where they are not.
    OptionalInt keeps(StaleSettings settings, Negotiated negotiated, AddressFamily family) {
        var capability = negotiated.gracefulRestart().filter(each -> isGraceful(settings, each));
        if (capability.isEmpty()) {
            return OptionalInt.empty();
        }
        if (entry(capability.get(), family).isPresent()) {
            return OptionalInt.of(capability.get().restartSeconds());
        }
        // A family that is in the one capability for long-lived routes alone takes no time to
        // restart: they are long-lived stale at once (RFC 9494 section 4.2).
        return settings.longLivedSeconds(negotiated, family) > 0
                ? OptionalInt.of(0)
                : OptionalInt.empty();
    }

    private boolean isGraceful(StaleSettings settings, GracefulRestart capability) {
        return settings.helper()
                && switch (this) {
                    case CONNECTION_LOST -> true;
                    case NOTIFICATION ->
                            settings.notifications() && capability.survivesNotification();
                    case FINAL -> false;
                };
    }

    static Optional<GracefulRestart.Entry> entry(GracefulRestart capability, AddressFamily family) {
        return capability.entries().stream()
                .filter(entry -> entry.family().equals(family))
                .findFirst();
    }
}
