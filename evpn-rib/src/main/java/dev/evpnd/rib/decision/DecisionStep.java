package dev.evpnd.rib.decision;

import java.util.Comparator;

/// The steps of the decision, in their order. Each keeps the paths that are best by it and leaves
/// the rest to none.
///
/// The first three are of EVPN: that a host has moved (RFC 7432 section 15) counts for more than
/// what anybody would prefer.
public enum DecisionStep {
    STICKY_MAC(
            "EVPN Sticky Mac",
            (a, b) ->
                    a.macIp()
                            ? Boolean.compare(b.attributes().isSticky(), a.attributes().isSticky())
                            : 0),
    MOBILITY_SEQUENCE(
            "EVPN sequence number",
            (a, b) ->
                    a.macIp()
                            ? Long.compare(
                                    b.attributes().mobilitySequence(),
                                    a.attributes().mobilitySequence())
                            : 0),
    LOWER_VTEP(
            "EVPN lower IP",
            (a, b) -> a.macIp() ? a.attributes().compareNextHop(b.attributes()) : 0),
    LOCAL_PREF(
            "Local Pref",
            (a, b) -> Long.compare(b.attributes().localPref(), a.attributes().localPref())),
    AS_PATH("AS Path", Comparator.comparingInt(candidate -> candidate.attributes().asPathLength())),
    ORIGIN("Origin", Comparator.comparingInt(candidate -> candidate.attributes().origin())),
    /// Compared between paths from one neighbouring AS alone, so that it is no order of all paths.
    MED("MED", DecisionStep::compareMed),
    PEER_TYPE("Peer Type", Comparator.comparing(candidate -> candidate.peer().kind().isInternal())),
    OLDER_PATH("Older Path", DecisionStep::compareAge),
    ROUTER_ID(
            "Router ID", Comparator.comparing(DecisionStep::originator, Integer::compareUnsigned)),
    CLUSTER_LENGTH(
            "Cluster length",
            Comparator.comparingInt(candidate -> candidate.attributes().clusterListLength())),
    NEIGHBOR_ADDRESS("Neighbor IP", DecisionStep::compareAddress);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made of functions without state
    private final Comparator<Candidate> order;

    DecisionStep(String text, Comparator<Candidate> order) {
        this.text = text;
        this.order = order;
    }

    /// The name under which operators of FRR know the step.
    public String text() {
        return text;
    }

    /// Negative where the first path is better by this step, positive where the second is, and zero
    /// where the step does not tell them apart.
    int compare(Candidate a, Candidate b) {
        return order.compare(a, b);
    }

    private static int compareMed(Candidate a, Candidate b) {
        return a.attributes().neighborAs() == b.attributes().neighborAs()
                ? Long.compare(a.attributes().multiExitDisc(), b.attributes().multiExitDisc())
                : 0;
    }

    /// Between external paths the older one is kept, so that the choice does not flap (RFC 5004);
    /// between internal ones it would depend on chance.
    private static int compareAge(Candidate a, Candidate b) {
        return a.peer().kind().isInternal() ? 0 : Integer.compare(a.arrival(), b.arrival());
    }

    /// RFC 4456 section 9: the ORIGINATOR_ID stands in for the identifier of the peer.
    private static Integer originator(Candidate candidate) {
        int originator = candidate.attributes().originatorId();
        return originator != 0 ? originator : candidate.peer().identifier().bits();
    }

    private static int compareAddress(Candidate a, Candidate b) {
        return a.peer().address().compareTo(b.peer().address());
    }
}
