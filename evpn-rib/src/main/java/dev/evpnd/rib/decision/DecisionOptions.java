package dev.evpnd.rib.decision;

/// What an operator may have otherwise in the decision.
///
/// @param aigp whether AIGP is compared (RFC 7311 section 4.1)
/// @param ignoreAsPath whether the length of the AS_PATH is not
/// @param confederationAsPath whether the member ASes of a confederation count in that length
/// @param alwaysCompareMed whether the MED is compared between paths of different neighbouring ASes
/// @param missingMedAsWorst whether a path without MED has the worst there is, and not 0
/// @param confederationMed whether all paths that have not left the confederation are of one
///   neighbouring AS (RFC 5065 section 5.3), and not each of the member AS that it came through
/// @param compareRouterId whether the identifiers of external peers are compared and not the ages
///   of their paths
public record DecisionOptions(
        boolean aigp,
        boolean ignoreAsPath,
        boolean confederationAsPath,
        boolean alwaysCompareMed,
        boolean missingMedAsWorst,
        boolean confederationMed,
        boolean compareRouterId) {

    /// The decision where nothing else is wanted.
    public static final DecisionOptions DEFAULT =
            new DecisionOptions(false, false, false, false, false, true, false);

    public DecisionOptions withAigp(boolean changed) {
        return new DecisionOptions(
                changed,
                ignoreAsPath,
                confederationAsPath,
                alwaysCompareMed,
                missingMedAsWorst,
                confederationMed,
                compareRouterId);
    }

    public DecisionOptions withIgnoreAsPath(boolean changed) {
        return new DecisionOptions(
                aigp,
                changed,
                confederationAsPath,
                alwaysCompareMed,
                missingMedAsWorst,
                confederationMed,
                compareRouterId);
    }

    public DecisionOptions withConfederationAsPath(boolean changed) {
        return new DecisionOptions(
                aigp,
                ignoreAsPath,
                changed,
                alwaysCompareMed,
                missingMedAsWorst,
                confederationMed,
                compareRouterId);
    }

    public DecisionOptions withAlwaysCompareMed(boolean changed) {
        return new DecisionOptions(
                aigp,
                ignoreAsPath,
                confederationAsPath,
                changed,
                missingMedAsWorst,
                confederationMed,
                compareRouterId);
    }

    public DecisionOptions withMissingMedAsWorst(boolean changed) {
        return new DecisionOptions(
                aigp,
                ignoreAsPath,
                confederationAsPath,
                alwaysCompareMed,
                changed,
                confederationMed,
                compareRouterId);
    }

    public DecisionOptions withConfederationMed(boolean changed) {
        return new DecisionOptions(
                aigp,
                ignoreAsPath,
                confederationAsPath,
                alwaysCompareMed,
                missingMedAsWorst,
                changed,
                compareRouterId);
    }

    public DecisionOptions withCompareRouterId(boolean changed) {
        return new DecisionOptions(
                aigp,
                ignoreAsPath,
                confederationAsPath,
                alwaysCompareMed,
                missingMedAsWorst,
                confederationMed,
                changed);
    }
}
