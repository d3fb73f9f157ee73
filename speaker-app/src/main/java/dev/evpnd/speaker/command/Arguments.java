package dev.evpnd.speaker.command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a line says beside which command it is: the keywords in it, in full, and its values.
public final class Arguments {
    private final Set<String> keywords = new HashSet<>();
    private final Map<String, List<Object>> values = new HashMap<>();

    Arguments(List<Walk.Taken> words) {
        for (var taken : words) {
            switch (taken.word()) {
                case Word.Keyword(var name, var _) -> keywords.add(name);
                case Word.Value(var name, var type) ->
                        values.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(type.reader().apply(taken.text()));
            }
        }
    }

    public boolean has(String keyword) {
        return keywords.contains(keyword);
    }

    /// The value of a name.
    ///
    /// @param type that values of the name have
    public <T> Optional<T> find(String name, Class<T> type) {
        return all(name, type).stream().findFirst();
    }

    /// The value of a name that the command cannot be without.
    public <T> T get(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalStateException("no " + name));
    }

    /// All values of a name, in their order.
    public <T> List<T> all(String name, Class<T> type) {
        return values.getOrDefault(name, List.of()).stream().map(type::cast).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Arguments it
                && it.keywords.equals(keywords)
                && it.values.equals(values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keywords, values);
    }
}
