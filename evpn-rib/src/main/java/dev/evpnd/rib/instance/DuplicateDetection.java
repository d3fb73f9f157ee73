package dev.evpnd.rib.instance;

/// How often one address moved between here and elsewhere, and whether that is too often: RFC 7432
/// section 15.1.
///
/// A window of time begins with a move to here, since it is those that a VTEP sees itself; in it,
/// moves either way count.
final class DuplicateDetection {
    /// The end of what has none.
    static final long NEVER = Long.MAX_VALUE;

    private int moves;
    private long windowStart;
    private boolean duplicate;
    private boolean frozen;
    private long until;

    /// The address moves.
    ///
    /// @return whether this made a duplicate of it
    boolean moved(DuplicateSettings settings, boolean toHere, long now) {
        if (duplicate) {
            moves++;
            until = now + settings.windowMillis();
            return false;
        }
        if (moves == 0 || now - windowStart > settings.windowMillis()) {
            moves = 0;
            if (!toHere) {
                return false;
            }
            windowStart = now;
        }
        moves++;
        if (moves < settings.moves()) {
            return false;
        }
        duplicate = true;
        switch (settings.action()) {
            case DuplicateSettings.Action.Warn() -> until = now + settings.windowMillis();
            case DuplicateSettings.Action.Freeze(long millis) -> {
                frozen = true;
                until = now + millis;
            }
            case DuplicateSettings.Action.FreezeForGood() -> {
                frozen = true;
                until = NEVER;
            }
        }
        return true;
    }

    int moves() {
        return moves;
    }

    boolean isDuplicate() {
        return duplicate;
    }

    /// Whether the address is to stay where it is.
    boolean isFrozen() {
        return frozen;
    }

    /// When a duplicate is none any more, or [#NEVER].
    long until() {
        return until;
    }

    void clear() {
        moves = 0;
        duplicate = false;
        frozen = false;
    }
}
