package dev.evpnd.speaker.session;

import java.util.List;

/// What is known of the session with one peer: its connections, two for as long as they collide,
/// the state of each, and until when it waits for what.
public interface Peering {

    /// What is known when something has happened, and what is to be done.
    Step on(SessionSettings settings, PeeringEvent event, long nowMillis);

    /// The state of the connection that has come furthest.
    SessionState state();

    /// When a [PeeringEvent.Tick] is to come at the latest, [Long#MAX_VALUE] for never.
    long nextDeadlineMillis();

    /// What an event led to.
    record Step(Peering next, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }
}
