package dev.evpnd.speaker.command;

/// What may stand at a place of a line.
sealed interface Word {

    /// How it is written in a pattern.
    String name();

    /// What is read is this word itself, or its beginning.
    record Keyword(String name, String help) implements Word {}

    /// What is read is anything of a type.
    record Value(String name, ValueType<?> type) implements Word {}
}
