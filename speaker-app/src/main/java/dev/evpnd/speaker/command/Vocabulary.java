package dev.evpnd.speaker.command;

import java.util.HashMap;
import java.util.Map;

/// The words of a language: what each keyword is for, and what each name of a value stands for.
public final class Vocabulary {
    private final Map<String, String> keywords = new HashMap<>();
    private final Map<String, ValueType<?>> values = new HashMap<>();

    /// Adds a keyword.
    ///
    /// @param help in a few words
    public Vocabulary keyword(String keyword, String help) {
        keywords.put(keyword, help);
        return this;
    }

    /// Adds a name of a value, in capitals.
    public Vocabulary value(String name, ValueType<?> type) {
        values.put(name, type);
        return this;
    }

    /// @throws IllegalArgumentException if nobody has said what the word is
    Word word(String text) {
        var type = values.get(text);
        if (type != null) {
            return new Word.Value(text, type);
        }
        var help = keywords.get(text);
        if (help == null) {
            throw new IllegalArgumentException("'" + text + "' is not in the vocabulary");
        }
        return new Word.Keyword(text, help);
    }
}
