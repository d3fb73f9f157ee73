package dev.evpnd.speaker.config.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which of the names that there are may have been meant.
final class Suggestion {
    private static final int LONGEST = 40;

    private Suggestion() {}

    /// The nearest name, where no more than a third of it is otherwise.
    static Optional<String> of(String found, Collection<String> names) {
        if (found.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> distance(found, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(found, name)));
    }

    /// How many characters have to be put in, taken out or exchanged.
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
