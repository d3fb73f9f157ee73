package dev.evpnd.speaker.command;

import java.util.Optional;
import java.util.function.Function;

/// What may stand in the place of a value.
///
/// @param placeholder as help has it, such as `A.B.C.D`
/// @param what it is, with its article: `a MAC address`
/// @param reader that throws [IllegalArgumentException] for a word that is none
public record ValueType<T>(String placeholder, String what, Function<String, T> reader) {

    /// Whether a word can be read as one.
    public boolean takes(String word) {
        return find(word).isPresent();
    }

    private Optional<T> find(String word) {
        try {
            return Optional.of(reader.apply(word));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
