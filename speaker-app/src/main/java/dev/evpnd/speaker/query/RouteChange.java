package dev.evpnd.speaker.query;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What has become of an EVPN route, as a filter lets it be seen: a best path that the filter does
/// not take is none.
///
/// @param key of the route
/// @param before the best path of before, null where there was none
/// @param now the best path, null where there is none; never both
public record RouteChange(Octets key, @Nullable PathStanding before, @Nullable PathStanding now) {

    public RouteChange {
        if (before == null && now == null) {
            throw new IllegalArgumentException("nothing has changed");
        }
    }

    /// The path there is, or the one there was.
    public PathStanding latest() {
        return now != null ? now : Objects.requireNonNull(before);
    }

    /// In a word.
    public String event() {
        if (before == null) {
            return "gained";
        }
        return now == null ? "lost" : "changed";
    }
}
