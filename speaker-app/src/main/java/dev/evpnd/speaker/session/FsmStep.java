package dev.evpnd.speaker.session;

import dev.evpnd.speaker.session.Effect.DownReason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What an event made of a [SessionFsm].
///
/// @param end why the connection, or the attempt to have one, is over; null where it is not, and
///   where it was this side's wish
record FsmStep(SessionFsm next, List<Effect> effects, @Nullable DownReason end) {

    FsmStep {
        effects = List.copyOf(effects);
    }

    static FsmStep to(SessionFsm next, Effect... effects) {
        return new FsmStep(next, List.of(effects), null);
    }

    /// This step, and then one that begins where it ends.
    FsmStep then(FsmStep second) {
        var both = new ArrayList<>(effects);
        both.addAll(second.effects);
        return new FsmStep(second.next, both, second.end);
    }
}
