package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.Octets;

import java.time.Instant;

/// One BGP message, framed by the Length field of its header (RFC 4271 section 4.1) and by nothing
/// else: its type and its content may be anything.
///
/// @param timestamp when the packet that completed it was captured
/// @param offset where it begins, counted from the first octet of the stream in this direction
/// @param message the whole message, from the Marker on
public record CapturedMessage(Instant timestamp, CapturedStream stream, long offset, Octets message)
        implements CaptureEvent {}
