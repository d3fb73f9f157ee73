package dev.evpnd.speaker.console;

/// Who gives a command.
///
/// @param name of the user, as the system has it
/// @param mayChange whether he may do more than look
public record Operator(String name, boolean mayChange) {}
