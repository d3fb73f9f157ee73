package dev.evpnd.speaker.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a resource is asked.
///
/// @param places what stands in the path where its pattern has a name, by these names
/// @param query what stands behind the `?`, as it came
/// @param isHead whether no body is wanted
/// @param lastEventId of a client that comes back to a stream of events
record Question(
        Map<String, String> places, String query, boolean isHead, Optional<String> lastEventId) {
    /// The field that has it.
    static final String LAST_EVENT_ID = "last-event-id";

    /// @param name that the pattern of the path has
    String place(String name) {
        return Objects.requireNonNull(places.get(name));
    }

    Parameters parameters() {
        return Parameters.parse(query);
    }
}
