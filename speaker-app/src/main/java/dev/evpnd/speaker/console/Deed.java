package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;

/// What a command does.
///
/// @param sentence the same in words, for the manual
/// @param changes whether it does more than to look
/// @param counts whether it can say how much there is without writing it
record Deed(String sentence, boolean changes, boolean counts, Act act) {

    static Deed show(String sentence, Act act) {
        return new Deed(sentence, false, false, act);
    }

    static Deed list(String sentence, Act act) {
        return new Deed(sentence, false, true, act);
    }

    static Deed change(String sentence, Act act) {
        return new Deed(sentence, true, false, act);
    }

    @FunctionalInterface
    interface Act {
        /// @throws dev.evpnd.speaker.query.QueryFailure if there is no answer, with the reason
        void run(Arguments arguments, Format format, Output out);
    }
}
