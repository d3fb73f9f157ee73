package dev.evpnd.rib.route;

/// The order of settlings, which are known by numbers of which each is one more than the last.
///
/// After a month of a thousand a second, the numbers begin again. Therefore two of them are
/// compared by their difference (RFC 1982), which says what was first of those that are less than
/// half of all numbers apart. That is so of all that is waited for, as nobody waits for so long. Of
/// what has been at rest for longer it may be said that it changed just now: then it is told once
/// more than it had to be.
public final class Settling {
    private Settling() {}

    /// Whether one settling was before another.
    public static boolean isBefore(int first, int second) {
        return first - second < 0;
    }

    /// The first of two.
    public static int earlier(int one, int other) {
        return isBefore(one, other) ? one : other;
    }
}
