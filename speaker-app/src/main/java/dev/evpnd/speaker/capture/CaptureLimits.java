package dev.evpnd.speaker.capture;

/// The bounds on what a reader keeps in memory.
///
/// @param maxStreams TCP connections known at once; at the bound the one unused for longest goes
/// @param maxHeldPerStream octets held out of order in each direction of a connection, counting
///   [HalfStream#SEGMENT_OVERHEAD] for each segment; at the bound the first hole counts as lost
/// @param maxHeld octets held by all connections, out of order or as part of a message; at the
///   bound the connection unused for longest goes
record CaptureLimits(int maxStreams, int maxHeldPerStream, long maxHeld) {

    static final CaptureLimits DEFAULT =
            new CaptureLimits(
                    CaptureReader.MAX_STREAMS,
                    CaptureReader.MAX_HELD_PER_STREAM,
                    CaptureReader.MAX_HELD);
}
