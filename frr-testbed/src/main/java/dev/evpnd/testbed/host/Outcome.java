package dev.evpnd.testbed.host;

/// What a command that ended left behind.
///
/// @param command the command, for messages
/// @param status its exit status
/// @param output what it wrote to its standard output
/// @param errors what it wrote to its standard error
public record Outcome(String command, int status, String output, String errors) {

    /// The output of a command that has to have worked.
    ///
    /// @return the standard output
    /// @throws IllegalStateException if the command failed; the message holds all it said
    public String orThrow() {
        if (status != 0) {
            throw new IllegalStateException(
                    "exit status %d of: %s%n%s%s".formatted(status, command, errors, output));
        }
        return output;
    }

    /// Whether the command ended with status 0.
    ///
    /// @return true if so
    public boolean succeeded() {
        return status == 0;
    }
}
