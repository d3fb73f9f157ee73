package dev.evpnd.rib.peer;

/// How many routes of a family are taken from a peer (RFC 4271 section 6.7), counted with those
/// that policy denies: for memory they are all the same. What is kept of a session that has ended
/// is counted no more.
///
/// @param most beyond which no route is taken and the session is to end; or, with `warningOnly`, of
///   which is told and nothing else
/// @param warningPercent of `most` at which is told that it is near
/// @param restartMinutes after which the session is to be tried again, 0 where that is for an
///   operator to say
public record PrefixLimit(int most, int warningPercent, boolean warningOnly, int restartMinutes) {

    private static final int DEFAULT_WARNING_PERCENT = 75;

    public PrefixLimit {
        if (most < 1 || warningPercent < 1 || warningPercent > 100 || restartMinutes < 0) {
            throw new IllegalArgumentException(
                    "a limit is 1 or more, its warning comes at 1 to 100 percent");
        }
    }

    public static PrefixLimit of(int most) {
        return new PrefixLimit(most, DEFAULT_WARNING_PERCENT, false, 0);
    }

    public PrefixLimit withWarningOnly(boolean changed) {
        return new PrefixLimit(most, warningPercent, changed, restartMinutes);
    }

    public PrefixLimit withRestartMinutes(int changed) {
        return new PrefixLimit(most, warningPercent, warningOnly, changed);
    }

    /// The number of routes at which is told that the limit is near.
    public int warnedAt() {
        return Math.max(1, (int) ((long) most * warningPercent / 100));
    }
}
