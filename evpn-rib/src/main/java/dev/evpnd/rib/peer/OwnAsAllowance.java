package dev.evpnd.rib.peer;

/// How often AS_PATH may have the AS of this speaker before the route counts as one that was here
/// (RFC 4271 section 9.1.2).
///
/// Sites of one AS that are joined by another need more than none.
///
/// @param times at most
/// @param originOnly whether they have to be the last of the path, so that the route began in the
///   AS and has not come through it
public record OwnAsAllowance(int times, boolean originOnly) {

    public static final OwnAsAllowance NONE = new OwnAsAllowance(0, false);

    /// As often as it may be, where the route began in the AS.
    public static final OwnAsAllowance ORIGIN = new OwnAsAllowance(Integer.MAX_VALUE, true);

    public OwnAsAllowance {
        if (times < 0) {
            throw new IllegalArgumentException("an AS stands in a path 0 times or more");
        }
    }

    /// Whether this may allow what the other does not.
    public boolean isWiderThan(OwnAsAllowance other) {
        return times > other.times || other.originOnly && !originOnly;
    }

    public static OwnAsAllowance upTo(int times) {
        return new OwnAsAllowance(times, false);
    }
}
