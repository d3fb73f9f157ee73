package dev.evpnd.speaker.capture;

import java.time.Instant;

/// Octets of a BGP stream that are not in the capture: a packet was lost by whoever captured, or
/// was cut short by the snapshot length.
///
/// @param timestamp the capture time of the packet that was seen last before this was known
/// @param offset where they would begin, counted as in [CapturedMessage]
/// @param length how many there would be
public record Gap(Instant timestamp, CapturedStream stream, long offset, long length)
        implements CaptureEvent {}
