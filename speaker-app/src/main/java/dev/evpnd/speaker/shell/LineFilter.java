package dev.evpnd.speaker.shell;

import java.util.regex.Pattern;

/// What is done to the lines of an answer.
sealed interface LineFilter {

    /// Those alone in which the pattern is found.
    record Include(Pattern pattern) implements LineFilter {}

    /// Those alone in which it is not.
    record Exclude(Pattern pattern) implements LineFilter {}

    /// All from the first on in which it is found.
    record Begin(Pattern pattern) implements LineFilter {}

    /// How many there are.
    record Count() implements LineFilter {}
}
