package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.Arguments;

/// What a command does.
///
/// @param changes whether it does more than to look
/// @param counts whether it can say how much there is without writing it
record Deed(boolean changes, boolean counts, Act act) {

    static Deed show(Act act) {
        return new Deed(false, false, act);
    }

    static Deed list(Act act) {
        return new Deed(false, true, act);
    }

    static Deed change(Act act) {
        return new Deed(true, false, act);
    }

    @FunctionalInterface
    interface Act {
        /// @throws dev.evpnd.speaker.query.QueryFailure if there is no answer, with the reason
        void run(Arguments arguments, Format format, Output out);
    }
}
