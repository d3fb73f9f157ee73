package dev.evpnd.speaker.http;

import dev.evpnd.speaker.query.Inspection;

import io.netty.handler.codec.http.HttpResponseStatus;

import java.time.Duration;
import java.util.Optional;

/// Whether the daemon is well, and whether it is ready, for whoever supervises it or sends others
/// to it.
final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Inspection inspection;

    Health(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Well is a daemon whose threads come to what they are asked.
    Answer health() {
        return answer(inspection.silentThreads(PATIENCE));
    }

    /// Ready is one that is well, listens, and does not wait for what peers have to tell it after a
    /// restart (RFC 4724 section 4.1).
    Answer readiness() {
        return answer(unreadiness());
    }

    private Optional<String> unreadiness() {
        if (!inspection.isListening()) {
            return Optional.of("nobody can connect: it does not listen");
        }
        if (inspection.isRestarting()) {
            return Optional.of("it has restarted, and waits for the routes of its peers");
        }
        return inspection.silentThreads(PATIENCE);
    }

    private static Answer answer(Optional<String> fault) {
        return fault.map(text -> Answer.text(HttpResponseStatus.SERVICE_UNAVAILABLE, text))
                .orElseGet(() -> Answer.text(HttpResponseStatus.OK, "ok"));
    }
}
