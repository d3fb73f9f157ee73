package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Negotiated;

import java.util.Optional;

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

    /// What the peer's capability says of a family whose routes are to be kept for as long as its
    /// restart takes; empty where they are not.
    Optional<GracefulRestart> keeps(
            StaleSettings settings, Negotiated negotiated, AddressFamily family) {
        return negotiated
                .gracefulRestart()
                .filter(
                        capability ->
                                isGraceful(settings, capability)
                                        && entry(capability, family).isPresent());
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
