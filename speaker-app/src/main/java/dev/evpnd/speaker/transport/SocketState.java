package dev.evpnd.speaker.transport;

/// What the system says of the socket of a connection.
///
/// @param descriptor by which this process knows it
/// @param maxSegment octets that TCP puts into a packet at most
/// @param roundTripMillis as TCP measures it
public record SocketState(int descriptor, long maxSegment, long roundTripMillis) {}
