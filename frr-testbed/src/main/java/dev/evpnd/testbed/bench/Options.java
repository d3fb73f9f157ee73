package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The options of a command line, each a name and a value.
public final class Options {
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
    @FunctionalInterface
    public interface Action {
        /// Does it.
        ///
        /// @param options what it is told
        /// @return whether everything was as it has to be
        /// @throws IOException if something cannot be read or written
        boolean run(Options options) throws IOException;
    }

    /// Does what a command line says, and tells on standard error why it cannot be done.
    ///
    /// @param name of the command
    /// @param usage what is printed where the command line is not understood
    /// @param known the options that there are
    /// @param arguments the words of the command line
    /// @param action what it does
    /// @return the exit status: 0 when everything was as it has to be, 1 when not, 2 when the
    ///   command line could not be understood
    /// @throws IOException if the action throws one
    public static int run(
            String name, String usage, List<String> known, String[] arguments, Action action)
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

    /// What was said, if anything was.
    ///
    /// @param name of the option
    /// @return its value
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// What was said.
    ///
    /// @param name of the option
    /// @param otherwise where nothing was
    /// @return its value
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// The parts between commas.
    ///
    /// @param name of the option
    /// @param otherwise where nothing was said
    /// @return the parts
    public Stream<String> words(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",", -1));
    }

    /// A number from 1 on.
    ///
    /// @param name of the option
    /// @param otherwise where nothing was said
    /// @return the number
    public int number(String name, int otherwise) {
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
