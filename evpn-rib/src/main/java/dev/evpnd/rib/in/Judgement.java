package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// What becomes of a route that is kept.
///
/// @param received its attributes as the peer sent them
/// @param effective those that count here
/// @param ineligible why it may not be chosen, or null where it may
/// @param remainder what takes the place of the remainder of the route, or null where that stays
///   what it is
record Judgement(
        AttributeSet received,
        AttributeSet effective,
        @Nullable DropReason ineligible,
        @Nullable Octets remainder) {

    /// The route counts as it was received.
    static Judgement asReceived(AttributeSet received, @Nullable DropReason ineligible) {
        return new Judgement(received, received, ineligible, null);
    }

    /// Whether what counts is what was received.
    boolean isAsReceived() {
        return effective.number() == received.number() && remainder == null;
    }

    /// The same, but it may not be chosen.
    Judgement withIneligible(DropReason reason) {
        return new Judgement(received, effective, reason, remainder);
    }
}
