package dev.evpnd.speaker.kernel;

/// A port of which what is learned is not told for now, since it goes down and up again and again.
///
/// @param name of the port
/// @param flaps how often it went down soon after it came up
/// @param untilMillis when what is learned there counts again
public record HeldPort(String name, int flaps, long untilMillis) {}
