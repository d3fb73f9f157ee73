package dev.evpnd.rib.peer;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Negotiated;

/// For how long routes are kept that a peer may have ceased to announce without our hearing of it.
///
/// @param helper whether the routes of a peer that restarts are kept (RFC 4724 section 4.2)
/// @param notifications whether they are kept over a NOTIFICATION, too, where the peer wants it: we
///   announced the N bit (RFC 8538)
/// @param staleSeconds from the end of a session to when routes go that the peer has not announced
///   again, whether it is back or not
/// @param longLivedSeconds at most for which routes are kept beyond the restart time; 0 where they
///   are not (RFC 9494)
/// @param refreshSeconds from the begin of a route refresh to when routes go that were not
///   announced in it, whether its end was told or not (RFC 7313 section 4)
public record StaleSettings(
        boolean helper,
        boolean notifications,
        int staleSeconds,
        int longLivedSeconds,
        int refreshSeconds) {

    public static final StaleSettings DEFAULT = new StaleSettings(true, true, 360, 0, 500);

    public StaleSettings {
        if (staleSeconds < 1 || longLivedSeconds < 0 || refreshSeconds < 1) {
            throw new IllegalArgumentException("routes are not kept for less than no time");
        }
    }

    public StaleSettings withHelper(boolean changed) {
        return new StaleSettings(
                changed, notifications, staleSeconds, longLivedSeconds, refreshSeconds);
    }

    public StaleSettings withLongLivedSeconds(int changed) {
        return new StaleSettings(helper, notifications, staleSeconds, changed, refreshSeconds);
    }

    /// For how long the peer's routes of the family are kept beyond its restart time: what it asks
    /// for, if it is not too much.
    public int longLivedSeconds(Negotiated negotiated, AddressFamily family) {
        return negotiated
                .longLivedGracefulRestart()
                .flatMap(
                        capability ->
                                capability.entries().stream()
                                        .filter(entry -> entry.family().equals(family))
                                        .findFirst())
                .map(LongLivedGracefulRestart.Entry::staleSeconds)
                .map(seconds -> Math.min(seconds, longLivedSeconds))
                .orElse(0);
    }
}
