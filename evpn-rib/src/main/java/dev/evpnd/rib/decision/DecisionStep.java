package dev.evpnd.rib.decision;

import dev.evpnd.rib.route.AttributeSet;

import org.jspecify.annotations.Nullable;

/// The steps of the decision, in their order. Each keeps the paths that are best by it and leaves
/// the rest to none.
///
/// Those of EVPN come early: that a host has moved (RFC 7432 section 15) counts for more than what
/// anybody would prefer.
public enum DecisionStep {
    /// RFC 9494 section 4.2: what stands for want of another, by its LLGR_STALE community, loses to
    /// any other. A path that is stale for a while only (RFC 4724) is as good as any.
    PATH_STALENESS(
            "Path Staleness",
            (a, b, options) ->
                    Boolean.compare(
                            a.attributes().propagation().isLongLivedStale(),
                            b.attributes().propagation().isLongLivedStale())),
    STICKY_MAC(
            "EVPN Sticky Mac",
            Scope.MACS,
            (a, b, options) ->
                    Boolean.compare(b.attributes().isSticky(), a.attributes().isSticky())),
    /// Between paths of one Ethernet segment alone, which is attached here too if one is local.
    LOCAL_SEGMENT(
            "EVPN local ES path",
            Scope.MACS,
            DecisionStep::segment,
            (a, b, options) -> Boolean.compare(b.isLocal(), a.isLocal())),
    MOBILITY_SEQUENCE(
            "EVPN sequence number",
            Scope.MACS,
            (a, b, options) ->
                    Long.compare(
                            b.attributes().mobilitySequence(), a.attributes().mobilitySequence())),
    /// Between paths of one Ethernet segment alone: who learned the address, before who heard of it
    /// from another on the segment.
    NON_PROXY(
            "EVPN non proxy",
            Scope.MACS,
            DecisionStep::segment,
            (a, b, options) -> Boolean.compare(a.attributes().isProxy(), b.attributes().isProxy())),
    LOWER_VTEP(
            "EVPN lower IP",
            Scope.MACS,
            (a, b, options) -> a.attributes().compareNextHop(b.attributes())),
    WEIGHT("Weight", (a, b, options) -> Integer.compare(b.weight(), a.weight())),
    LOCAL_PREF(
            "Local Pref",
            (a, b, options) ->
                    Long.compare(b.attributes().localPref(), a.attributes().localPref())),
    LOCAL_ROUTE("Local Route", (a, b, options) -> Boolean.compare(b.isLocal(), a.isLocal())),
    /// RFC 7311 section 4.1: with what lies between here and the next hop; a path without AIGP
    /// loses to any with it.
    AIGP("AIGP", DecisionStep::compareAigp),
    /// [#AS_PATH] where the member ASes of a confederation count.
    CONFEDERATION_AS_PATH(
            "Confederation based AS Path",
            (a, b, options) ->
                    Integer.compare(
                            a.attributes().asPathLengthWithConfederation(),
                            b.attributes().asPathLengthWithConfederation())),
    AS_PATH(
            "AS Path",
            (a, b, options) ->
                    Integer.compare(a.attributes().asPathLength(), b.attributes().asPathLength())),
    ORIGIN(
            "Origin",
            (a, b, options) -> Integer.compare(a.attributes().origin(), b.attributes().origin())),
    /// Between paths from one neighbouring AS alone, if nothing else is wanted.
    MED(
            "MED",
            Scope.ALL,
            DecisionStep::neighbor,
            (a, b, options) -> Long.compare(med(a, options), med(b, options))),
    PEER_TYPE(
            "Peer Type",
            (a, b, options) ->
                    Boolean.compare(a.peer().kind().isInternal(), b.peer().kind().isInternal())),
    /// Between paths of which both metrics are known.
    IGP_METRIC(
            "IGP Metric",
            Scope.ALL,
            DecisionStep::knownMetric,
            (a, b, options) -> Long.compare(a.igpMetric(), b.igpMetric())),
    /// Between external paths alone, so that the choice does not flap (RFC 5004); between internal
    /// ones it would depend on chance. Behind [#PEER_TYPE] there are no others beside external
    /// ones.
    OLDER_PATH("Older Path", DecisionStep::compareAge),
    ROUTER_ID("Router ID", DecisionStep::compareRouterId),
    CLUSTER_LENGTH(
            "Cluster length",
            (a, b, options) ->
                    Integer.compare(
                            a.attributes().clusterListLength(),
                            b.attributes().clusterListLength())),
    NEIGHBOR_ADDRESS(
            "Neighbor IP", (a, b, options) -> a.peer().address().compareTo(b.peer().address())),
    /// What is left are paths of one peer, of which any would do.
    PATH_ID(
            "Nothing left to compare",
            (a, b, options) -> Integer.compareUnsigned(a.pathId(), b.pathId()));

    /// The group of all where there is but one.
    private static final Object EVERYBODY = "everybody";

    private final String text;
    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // made of functions without state
    private final Order order;

    /// Null where all paths are compared.
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Grouping grouping;

    DecisionStep(String text, Order order) {
        this(text, Scope.ALL, null, order);
    }

    DecisionStep(String text, Scope scope, Order order) {
        this(text, scope, null, order);
    }

    DecisionStep(String text, Scope scope, @Nullable Grouping grouping, Order order) {
        this.text = text;
        this.scope = scope;
        this.grouping = grouping;
        this.order = order;
    }

    @FunctionalInterface
    private interface Order {
        int compare(Candidate a, Candidate b, DecisionOptions options);
    }

    /// Which paths a step compares with each other.
    @FunctionalInterface
    private interface Grouping {
        /// @return what is equal for paths of one group, or null for a path that is of none
        @Nullable Object of(Candidate candidate, DecisionOptions options);
    }

    /// For which routes a step is.
    private enum Scope {
        ALL,
        /// Those with a MAC address.
        MACS
    }

    /// The name under which operators of FRR know the step.
    public String text() {
        return text;
    }

    /// Whether the step is one of routes with a MAC address alone.
    boolean isOfMacs() {
        return scope == Scope.MACS;
    }

    /// Whether the step compares all paths, and not those of one [#group] alone.
    boolean comparesAll() {
        return grouping == null;
    }

    /// What is equal for paths that the step compares, or null for a path that it compares with
    /// none. Paths of different groups do not lose to each other.
    @Nullable Object group(Candidate candidate, DecisionOptions options) {
        return grouping == null ? EVERYBODY : grouping.of(candidate, options);
    }

    boolean isUsed(DecisionOptions options) {
        return switch (this) {
            case AIGP -> options.aigp();
            case CONFEDERATION_AS_PATH -> !options.ignoreAsPath() && options.confederationAsPath();
            case AS_PATH -> !options.ignoreAsPath() && !options.confederationAsPath();
            case OLDER_PATH -> !options.compareRouterId();
            default -> true;
        };
    }

    /// Negative where the first path is better by this step, positive where the second is, and zero
    /// where the step does not tell them apart; for paths of one group.
    int compare(Candidate a, Candidate b, DecisionOptions options) {
        return order.compare(a, b, options);
    }

    private static @Nullable Object segment(Candidate candidate, DecisionOptions options) {
        return candidate.segment().isZero() ? null : candidate.segment();
    }

    private static @Nullable Object knownMetric(Candidate candidate, DecisionOptions options) {
        return candidate.igpMetric() == Candidate.UNKNOWN_METRIC ? null : EVERYBODY;
    }

    private static int compareAigp(Candidate a, Candidate b, DecisionOptions options) {
        return Long.compareUnsigned(distance(a), distance(b));
    }

    /// The AIGP metric and that of the next hop, unsigned. Where there is no AIGP it is the
    /// greatest number, which no metric is (RFC 7311 section 3.2), and which no sum comes up to.
    private static long distance(Candidate candidate) {
        long aigp = candidate.attributes().aigp();
        if (aigp == AttributeSet.NO_AIGP) {
            return aigp;
        }
        long sum = aigp + Math.max(candidate.igpMetric(), 0);
        boolean overflows = Long.compareUnsigned(sum, aigp) < 0 || sum == AttributeSet.NO_AIGP;
        return overflows ? AttributeSet.NO_AIGP - 1 : sum;
    }

    /// The neighbouring AS, or what stands in its place where the MED is compared more widely or,
    /// inside a confederation, more narrowly.
    private static Object neighbor(Candidate candidate, DecisionOptions options) {
        if (options.alwaysCompareMed()) {
            return EVERYBODY;
        }
        int neighbor = candidate.attributes().neighborAs();
        long member = Integer.toUnsignedLong(candidate.attributes().neighborMemberAs());
        return neighbor == 0 && !options.confederationMed()
                ? -member
                : Integer.toUnsignedLong(neighbor);
    }

    private static long med(Candidate candidate, DecisionOptions options) {
        long med = candidate.attributes().multiExitDisc();
        if (med != AttributeSet.NO_MULTI_EXIT_DISC) {
            return med;
        }
        return options.missingMedAsWorst() ? Long.MAX_VALUE : 0;
    }

    /// By the difference, for the numbers begin again when there are no more.
    private static int compareAge(Candidate a, Candidate b, DecisionOptions options) {
        return a.peer().kind().isInternal() ? 0 : Integer.signum(a.arrival() - b.arrival());
    }

    private static int compareRouterId(Candidate a, Candidate b, DecisionOptions options) {
        return Integer.compareUnsigned(originator(a), originator(b));
    }

    /// RFC 4456 section 9: the ORIGINATOR_ID stands in for the identifier of the peer.
    private static int originator(Candidate candidate) {
        int originator = candidate.attributes().originatorId();
        return originator != 0 ? originator : candidate.peer().identifier().bits();
    }
}
