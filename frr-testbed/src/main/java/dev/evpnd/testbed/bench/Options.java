package dev.evpnd.testbed.bench;

import java.io.IOException;
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

    /// What a command of this package does.
    interface Action {
        /// @return whether everything was as it has to be
        boolean run(Options options) throws IOException;
    }

    /// Does what a command line says, and tells on standard error why it cannot be done.
    ///
    /// @return the exit status: 0 when everything was as it has to be, 1 when not, 2 when the
    ///   command line could not be understood
    static int run(String name, String usage, List<String> known, String[] arguments, Action action)
            throws IOException {
        var options = read(arguments, known);
        if (options.isEmpty()) {
            System.err.print(usage);
            return 2;
        }
        try {
            return action.run(options.get()) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(name + ": " + e.getMessage());
            return 2;
        } catch (IllegalStateException e) {
            System.err.println(name + ": " + e.getMessage());
            return 1;
        }
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
