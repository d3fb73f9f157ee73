package dev.evpnd.speaker.console;

/// What became of a line.
public sealed interface Outcome {

    /// It was done, and what there is to say was written.
    record Done() implements Outcome {}

    /// It was understood, and could not be done.
    record Failed(String reason) implements Outcome {}

    /// It was not understood.
    ///
    /// @param column where in the line, from 0
    record NotUnderstood(int column, String reason) implements Outcome {}
}
