package dev.evpnd.rib.instance;

import java.util.Comparator;

/// What the decision compares of a path apart from mobility, RFC 4271 section 9.1: by it a route is
/// chosen among others of other keys that lead to the same. Paths that are equal by it may share
/// the packets.
///
/// What tells two paths apart though neither is better (age, identifiers, addresses) is not there.
/// Neither are AIGP and the distance of the next hop, which change with the underlay and not with
/// the route.
///
/// @param longLivedStale whether the path stands for want of another (RFC 9494)
/// @param weight of which the higher is better
/// @param localPref of which the higher is better
/// @param asPathLength of which the lower is better, as of the two that follow
/// @param multiExitDisc zero where it is not to be compared with that of all others
/// @param internal whether the peer is in the same AS
public record Preference(
        boolean longLivedStale,
        int weight,
        long localPref,
        int asPathLength,
        int origin,
        long multiExitDisc,
        boolean internal)
        implements Comparable<Preference> {

    private static final long DEFAULT_LOCAL_PREF = 100;

    /// That of a path of which nothing is said.
    public static final Preference DEFAULT =
            new Preference(false, 0, DEFAULT_LOCAL_PREF, 0, 0, 0, true);

    private static final Comparator<Preference> ORDER =
            Comparator.comparing(Preference::longLivedStale)
                    .thenComparing(Preference::weight, Comparator.reverseOrder())
                    .thenComparing(Preference::localPref, Comparator.reverseOrder())
                    .thenComparingInt(Preference::asPathLength)
                    .thenComparingInt(Preference::origin)
                    .thenComparingLong(Preference::multiExitDisc)
                    .thenComparing(Preference::internal);

    /// Negative where this path is better. Routes with the same attributes share a preference.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public int compareTo(Preference other) {
        return this == other ? 0 : ORDER.compare(this, other);
    }
}
