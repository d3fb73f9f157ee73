package dev.evpnd.rib.watch;

import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// What one settling made of an EVPN route: perhaps nothing.
///
/// @param key of the route
/// @param before what was chosen before, null where nothing was
/// @param now what is chosen now, null where nothing is
public record BestChange(Octets key, @Nullable BestPath before, @Nullable BestPath now) {

    /// This and what became of the route behind it, as one change.
    public BestChange then(BestChange later) {
        return new BestChange(key, before, later.now);
    }

    /// Whether it is now what it was before.
    public boolean isNone() {
        return before == null ? now == null : now != null && before.saysWhat(now);
    }
}
