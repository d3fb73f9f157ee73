package dev.evpnd.speaker.neighbor;

import dev.evpnd.wire.error.Malformed;

import java.util.List;

/// How many faults in a peer's messages were dealt with so, without an end of the session (RFC
/// 7606).
///
/// @param withdrawn those for which an UPDATE was taken as a withdrawal of its routes
/// @param discarded those for which an attribute was passed over
public record FaultCounts(long withdrawn, long discarded) {
    static final FaultCounts NONE = new FaultCounts(0, 0);

    FaultCounts plus(List<Malformed> faults) {
        long more = withdrawn;
        long moreDiscarded = discarded;
        for (var fault : faults) {
            switch (fault.treatment()) {
                case TREAT_AS_WITHDRAW -> more++;
                case DISCARD_ATTRIBUTE -> moreDiscarded++;
                default -> {
                    // Those cost more, and are told of in other ways.
                }
            }
        }
        return new FaultCounts(more, moreDiscarded);
    }
}
