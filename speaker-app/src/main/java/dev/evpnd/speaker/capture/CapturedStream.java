package dev.evpnd.speaker.capture;

/// One direction of one TCP connection of a capture.
///
/// @param id the connection, counted from 0 in the order of the first packet of each, with those
///   that are not BGP; both directions have the same
public record CapturedStream(int id, Direction direction, Endpoint source, Endpoint destination) {}
