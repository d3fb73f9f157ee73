package dev.evpnd.speaker.command;

import java.util.List;

/// What may come next in a line.
///
/// @param begun what is there already of the word that is asked for, perhaps nothing
/// @param words that it may be, in the order of the alphabet, values last
/// @param mayEnd whether the line may end instead, where nothing of a word is begun
/// @param before what the words before it say
public record Expected(String begun, List<Candidate> words, boolean mayEnd, Arguments before) {

    public Expected {
        words = List.copyOf(words);
    }

    /// A word that may come next.
    ///
    /// @param name the keyword, or the name of the value
    /// @param shown in its place in a list: the keyword, or the placeholder of the value
    /// @param isValue whether it stands for any of its type
    public record Candidate(String name, String shown, String help, boolean isValue) {}
}
