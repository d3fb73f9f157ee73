package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.Octets;

import java.time.Instant;

/// Octets of a BGP stream that belong to no whole message.
///
/// @param timestamp the capture time of the packet that was seen last before this was known
/// @param offset where they begin, counted as in [CapturedMessage]
/// @param length how many they are
/// @param beginning the first of them, at most [#MAX_BEGINNING]; none when nobody kept them
public record Skipped(
        Instant timestamp,
        CapturedStream stream,
        long offset,
        long length,
        SkipReason reason,
        Octets beginning)
        implements CaptureEvent {

    /// Enough to see the header that was refused.
    public static final int MAX_BEGINNING = 32;
}
