package dev.evpnd.speaker.neighbor;

import dev.evpnd.wire.address.IpPrefix;

/// Addresses from which peers may come that are not configured one by one.
///
/// @param limit of how many there may be at a time
public record ListenRange(IpPrefix range, int limit, NeighborSettings settings) {

    public static final int DEFAULT_LIMIT = 100;

    public ListenRange {
        // Whoever comes is not called back: anybody could have this speaker open connections.
        settings = settings.withSession(settings.session().withPassive());
        if (limit < 1) {
            throw new IllegalArgumentException("a range is for one peer or more");
        }
    }
}
