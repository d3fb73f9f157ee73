package dev.evpnd.rib.instance;

/// When an address counts as duplicate, and what is done about it: RFC 7432 section 15.1.
///
/// @param moves so many between here and elsewhere make an address a duplicate
/// @param windowMillis within so much time from the first
public record DuplicateSettings(int moves, long windowMillis, Action action) {

    /// 5 moves in 180 seconds, as the RFC proposes, and a warning.
    public static final DuplicateSettings DEFAULT =
            new DuplicateSettings(5, 180_000, new Action.Warn());

    /// No address is ever a duplicate.
    public static final DuplicateSettings OFF =
            new DuplicateSettings(Integer.MAX_VALUE, 1, new Action.Warn());

    public DuplicateSettings {
        if (moves < 2 || windowMillis < 1) {
            throw new IllegalArgumentException("a duplicate moves at least twice, in some time");
        }
    }

    public DuplicateSettings withAction(Action other) {
        return new DuplicateSettings(moves, windowMillis, other);
    }

    /// What is done about a duplicate.
    public sealed interface Action {
        /// It is told, and marked until it has not moved for a window.
        record Warn() implements Action {}

        /// It stays where it is for a while.
        ///
        /// @param millis how long, at least 1
        record Freeze(long millis) implements Action {
            public Freeze {
                if (millis < 1) {
                    throw new IllegalArgumentException("nothing is frozen for no time");
                }
            }
        }

        /// It stays where it is until it is cleared.
        record FreezeForGood() implements Action {}
    }
}
