package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;

import org.jspecify.annotations.Nullable;

/// Why a path is the best.
final class SelectionReason {
    private SelectionReason() {}

    /// @param decidedBy the step that left it alone, null where it has no rival
    static String text(@Nullable DecisionStep decidedBy) {
        return decidedBy == null ? "First path received" : decidedBy.text();
    }
}
