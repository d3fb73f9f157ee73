package dev.evpnd.speaker.shell;

/// What a line of the shell is.
sealed interface ShellLine permits Pipeline, Watched, LayoutChoice, ShellLine.Malformed {

    static ShellLine parse(String line) {
        return LayoutChoice.parse(line)
                .orElseGet(
                        () ->
                                Watched.commandColumn(line) > 0
                                        ? Watched.parse(line)
                                        : Pipeline.parse(line));
    }

    /// What is behind a `|` is none of what may be there.
    ///
    /// @param column of what is wrong
    record Malformed(int column, String reason) implements ShellLine {}
}
