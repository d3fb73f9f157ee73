package dev.evpnd.speaker.command;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a line says beside which command it is: the keywords in it, in full, and its values.
public final class Arguments {
    private final Set<String> keywords = new HashSet<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Arguments(List<Walk.Taken> words) {
        for (var taken : words) {
            switch (taken.word()) {
                case Word.Keyword(var name, var _) -> keywords.add(name);
                case Word.Value(var name, var type) -> add(name, type, taken.text());
            }
        }
    }

    /// The words of a value that has many are one text.
    private void add(String name, ValueType<?> type, String text) {
        var value = type.reader().apply(text);
        values.merge(name, value, (before, more) -> before + " " + more);
    }

    public boolean has(String keyword) {
        return keywords.contains(keyword);
    }

    /// The value of a name.
    ///
    /// @param type that values of the name have
    public <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    /// The value of a name that the command cannot be without.
    public <T> T get(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalStateException("no " + name));
    }
}
