package dev.evpnd.testbed.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The options of a command line, each a name and a value.
final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /// @return nothing where a word is no known option, or the last one has no value
    static Optional<Options> read(String[] arguments, List<String> known) {
        var values = new TreeMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!known.contains(arguments[i]) || i + 1 == arguments.length) {
                return Optional.empty();
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return Optional.of(new Options(values));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// The parts between commas.
    Stream<String> words(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",", -1));
    }

    int number(String name, int otherwise) {
        var text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number that is out of bounds.
        }
        throw new IllegalArgumentException(name + " wants a number from 1 on, not " + text);
    }
}
