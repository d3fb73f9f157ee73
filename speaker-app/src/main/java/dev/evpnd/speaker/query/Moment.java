package dev.evpnd.speaker.query;

import java.time.Duration;
import java.time.Instant;

/// A moment by two clocks: what the one that the daemon's own work goes by tells is a time of day
/// by the other.
///
/// @param now the time of day
/// @param millis the same moment by the clock that never goes back
public record Moment(Instant now, long millis) {

    /// The time of day of another moment.
    public Instant at(long otherMillis) {
        return now.minus(since(otherMillis));
    }

    /// How long another moment is ago.
    public Duration since(long otherMillis) {
        return Duration.ofMillis(Math.max(0, millis - otherMillis));
    }
}
