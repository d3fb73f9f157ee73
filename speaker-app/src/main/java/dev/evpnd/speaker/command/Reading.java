package dev.evpnd.speaker.command;

/// What a line is.
///
/// @param <A> what commands do
public sealed interface Reading<A> {

    /// A command.
    record Command<A>(A action, Arguments arguments) implements Reading<A> {}

    /// There is no word in it.
    record Nothing<A>() implements Reading<A> {}

    /// It is no command.
    ///
    /// @param kind what FRR calls it
    /// @param column of the word that is not as it should be, from 0; behind the last if one is
    ///   missing
    /// @param explanation of what was expected there
    record Fault<A>(Kind kind, int column, String explanation) implements Reading<A> {}

    /// What is wrong with a line.
    enum Kind {
        UNKNOWN("Unknown command"),
        AMBIGUOUS("Ambiguous command"),
        INCOMPLETE("Command incomplete");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
