package dev.evpnd.speaker.console;

/// As what an answer is wanted.
public enum Format {
    TEXT,
    JSON,

    /// How much of it there is. What is not shown is not written, either.
    COUNT
}
