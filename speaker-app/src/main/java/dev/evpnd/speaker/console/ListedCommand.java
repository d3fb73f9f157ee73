package dev.evpnd.speaker.console;

/// A command, for whoever looks it up.
///
/// @param pattern how it is written, as [dev.evpnd.speaker.command.CommandLanguage] has it
/// @param sentence what it does
/// @param changes whether it does more than to look, which not everybody may
public record ListedCommand(String pattern, String sentence, boolean changes) {

    /// Whether it answers in JSON, too.
    public boolean hasJson() {
        return pattern.contains("[json");
    }
}
