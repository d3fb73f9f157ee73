package dev.evpnd.speaker.capture;

/// What a capture held, counted.
///
/// @param packets all packets read
/// @param segments those that held a TCP segment
/// @param fragments those that held a fragment of an IP packet; fragments are not put together
/// @param otherPackets those that held something else, or were of an unsupported link type
/// @param unreadablePackets those too short for their headers, or whose headers contradict them
/// @param implausibleSegments segments too far ahead of their stream to belong to it; not used
/// @param streams TCP connections, BGP or not
/// @param evictedStreams those given up early because there were too many or held too much
public record CaptureSummary(
        long packets,
        long segments,
        long fragments,
        long otherPackets,
        long unreadablePackets,
        long implausibleSegments,
        long streams,
        long evictedStreams) {}
