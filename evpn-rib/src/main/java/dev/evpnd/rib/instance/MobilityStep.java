package dev.evpnd.rib.instance;

import java.util.Comparator;

/// Why an address is where it is: the steps by which its place is chosen, RFC 7432 section 15, in
/// their order, and the reasons for not taking them.
public enum MobilityStep {
    ONLY_ONE("seen nowhere else", (_, _) -> 0),
    /// RFC 9494 section 4.2, as the decision has it: before all that is said of mobility.
    LONG_LIVED_STALE(
            "not long-lived stale",
            Comparator.comparing(contender -> contender.preference().longLivedStale())),
    STICKY("sticky", (a, b) -> Boolean.compare(b.sticky(), a.sticky())),
    SEQUENCE("higher sequence number", (a, b) -> Long.compare(b.sequence(), a.sequence())),
    LOWER_VTEP("lower VTEP address", Comparator.comparing(Contender::vtep)),
    PREFERENCE("better path", Comparator.comparing(Contender::preference)),
    ROUTE_KEY("lower route distinguisher", (_, _) -> 0),
    FROZEN("frozen as a duplicate", (_, _) -> 0);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made of functions without state
    private final Comparator<Contender> order;

    MobilityStep(String text, Comparator<Contender> order) {
        this.text = text;
        this.order = order;
    }

    /// In the words of an answer to *why*.
    public String text() {
        return text;
    }

    /// Negative where the first has the better claim, zero where all steps leave it open.
    static int compare(Contender a, Contender b) {
        return decide(a, b).order.compare(a, b);
    }

    /// The first step that tells the two apart.
    static MobilityStep decide(Contender a, Contender b) {
        for (var step : values()) {
            if (step.order.compare(a, b) != 0) {
                return step;
            }
        }
        return ROUTE_KEY;
    }
}
