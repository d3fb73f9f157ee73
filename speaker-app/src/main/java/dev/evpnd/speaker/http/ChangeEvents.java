package dev.evpnd.speaker.http;

import dev.evpnd.speaker.query.ChangeJson;
import dev.evpnd.speaker.query.ChangeStream;
import dev.evpnd.speaker.query.ChangeStreams;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.query.Told;

import io.netty.handler.codec.http.HttpResponseStatus;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// `/api/v1/changes`: what becomes of the best paths, as Server-Sent Events.
///
/// An event has the id of the place behind it in the stream, where there is one; a client that
/// comes back with it ([Question#LAST_EVENT_ID]) misses nothing, or is told what there is.
/// docs/http.md is the contract.
final class ChangeEvents {
    /// At a time.
    static final int MOST = 8;

    private static final String TYPE = "text/event-stream";

    /// So often is found out whether anybody still listens.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// So often is said that nothing has happened: those who stand between would close what is
    /// silent, and a client cannot tell it from a connection that is dead.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final byte[] NOTHING = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ChangeStreams streams;

    ChangeEvents(Inspection inspection) {
        streams = inspection.changes(MOST);
    }

    /// What is answered, by the parameters.
    Answer answer(Question question) {
        var parameters = question.parameters();
        var filter = RouteResource.filter(parameters);
        boolean whole = RouteResource.flag(parameters, "whole");
        parameters.end();
        return question.isHead()
                ? new Answer(HttpResponseStatus.OK, TYPE, _ -> {})
                : answer(filter, question.lastEventId(), whole);
    }

    /// @param lastEventId of whoever comes back
    /// @param whole whether whoever comes for the first time is told what there is
    private Answer answer(RouteFilter filter, Optional<String> lastEventId, boolean whole) {
        return Answer.endless(
                TYPE,
                out -> {
                    try (var stream = open(filter, lastEventId, whole)) {
                        new Events(out).run(stream);
                    }
                });
    }

    private ChangeStream open(RouteFilter filter, Optional<String> lastEventId, boolean whole) {
        if (lastEventId.isPresent()) {
            return streams.openAt(filter, lastEventId.get());
        }
        return whole ? streams.openWhole(filter) : streams.open(filter);
    }

    /// One who is told.
    private static final class Events {
        private final OutputStream out;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private long written = System.nanoTime();

        private Events(OutputStream out) {
            this.out = out;
        }

        /// @throws IOException when nobody listens any more
        private void run(ChangeStream stream) throws IOException {
            // So that whoever has been told nothing yet can come back, too.
            event("begin", stream.position());
            out.flush();
            while (true) {
                write(stream.next(PAUSE));
                if (System.nanoTime() - written > HEARTBEAT.toNanos()) {
                    write(NOTHING);
                }
                out.flush();
            }
        }

        private void write(Told told) throws IOException {
            var time = Instant.now();
            switch (told) {
                case Told.Nothing _ -> {
                    // A heartbeat will say so.
                }
                case Told.Changes(var changes, var coalesced, var position) -> {
                    for (var each : changes) {
                        ChangeJson.route(data, each.event(), each, time);
                        boolean isLast = coalesced == 0 && each.equals(changes.getLast());
                        event(each.event(), isLast ? position : null);
                    }
                    if (coalesced > 0) {
                        ChangeJson.coalesced(data, coalesced, time);
                        event(ChangeJson.COALESCED, position);
                    }
                }
                case Told.Behind(var changes) -> {
                    ChangeJson.resync(data, changes, time);
                    event(ChangeJson.RESYNC, null);
                }
                case Told.Present(var routes) -> {
                    for (var each : routes) {
                        ChangeJson.route(data, ChangeJson.PRESENT, each, time);
                        event(ChangeJson.PRESENT, null);
                    }
                }
                case Told.Whole(var position) -> {
                    ChangeJson.resynced(data, time);
                    event(ChangeJson.RESYNCED, position);
                }
            }
        }

        /// Writes an event of this name with the data that wait, a line and its end.
        private void event(String name, @Nullable String id) throws IOException {
            var head = (id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: ";
            write(head.getBytes(StandardCharsets.US_ASCII));
            write(
                    data.size() == 0
                            ? "{}\n".getBytes(StandardCharsets.US_ASCII)
                            : data.toByteArray());
            data.reset();
            out.write('\n');
        }

        private void write(byte[] octets) throws IOException {
            out.write(octets);
            written = System.nanoTime();
        }
    }
}
