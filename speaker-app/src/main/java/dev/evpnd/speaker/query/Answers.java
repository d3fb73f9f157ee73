package dev.evpnd.speaker.query;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.wire.address.IpAddress;

import tools.jackson.core.JsonGenerator;

import java.io.OutputStream;
import java.util.Optional;

/// Requests and their answers, as text: one JSON object for each request.
///
/// An answer is written while it is made, and as slowly as it is taken.
public final class Answers {
    private final Inspection inspection;

    public Answers(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Does what is requested, and writes the answer.
    ///
    /// @param mayChange whether whoever asks may do more than look
    /// @throws QueryFailure when there is none; something of it may have been written
    public void answer(String request, boolean mayChange, OutputStream out) {
        var asked = Request.parse(request);
        if (!mayChange && !asked.isQuestion()) {
            throw new QueryFailure(
                    "this changes something, and may be told by the socket of administrators"
                            + " alone");
        }
        var json = JsonLine.begin(out);
        answer(asked, json);
        JsonLine.end(json);
    }

    /// Writes the answer to a request to which there is none.
    public static void refuse(String error, OutputStream out) {
        var json = JsonLine.begin(out);
        json.writeStringProperty("error", error);
        JsonLine.end(json);
    }

    private void answer(Request request, JsonGenerator json) {
        switch (request) {
            case Request.Peers(var peer) -> peers(json, peer);
            case Request.Routes(var filter) -> routes(json, filter);
            case Request.Explain(var key) -> {
                var explanation =
                        inspection
                                .explain(key)
                                .orElseThrow(
                                        () ->
                                                new QueryFailure(
                                                        "nobody has announced a route with the key "
                                                                + key.toHex()));
                ExplanationJson.write(json, key, explanation);
            }
            case Request.Daemon _ -> DaemonJson.write(json, inspection.daemon());
            case Request.Reset(var peer, var text) -> {
                inspection.reset(peer, text);
                Fields.text(json, "reset", peer);
            }
            case Request.Refresh(var peer, var family) -> {
                inspection.refresh(peer, family);
                Fields.text(json, "refresh", peer);
                Fields.text(json, "family", family.family());
            }
            case Request.Reload _ -> reload(json);
        }
    }

    private void peers(JsonGenerator json, Optional<IpAddress> only) {
        var peers =
                inspection.peers().all().stream()
                        .filter(
                                each ->
                                        only.isEmpty()
                                                || each.status().address().equals(only.get()))
                        .toList();
        if (only.isPresent() && peers.isEmpty()) {
            throw new QueryFailure("there is no peer " + only.get());
        }
        json.writeArrayPropertyStart("peers");
        peers.forEach(each -> PeerJson.write(json, each));
        json.writeEndArray();
    }

    private void routes(JsonGenerator json, RouteFilter filter) {
        Fields.family(json, filter.family().family());
        json.writeArrayPropertyStart("routes");
        var listing = inspection.routes(filter);
        long routes = 0;
        long paths = 0;
        while (listing.hasNext()) {
            for (var row : listing.next()) {
                RouteJson.write(json, filter.family(), row);
                routes++;
                paths += row.asked().size();
            }
        }
        json.writeEndArray();
        json.writeNumberProperty("numRoutes", routes);
        json.writeNumberProperty("numPaths", paths);
    }

    private void reload(JsonGenerator json) {
        var faults = inspection.reload();
        if (!faults.isEmpty()) {
            throw new QueryFailure("nothing has changed: " + String.join("; ", faults));
        }
        json.writeBooleanProperty("reloaded", true);
    }
}
