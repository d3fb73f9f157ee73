package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.json.JsonLine;

import tools.jackson.core.JsonGenerator;

import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.OptionalLong;

/// What a [ChangeStream] tells, as JSON: an object in a line for each event. docs/queries.md is the
/// contract.
public final class ChangeJson {
    public static final String PRESENT = "present";
    public static final String COALESCED = "coalesced";
    public static final String RESYNC = "resync";
    public static final String RESYNCED = "resynced";

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private ChangeJson() {}

    /// As it is told when things happen: in UTC, to the millisecond.
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /// What has become of a route.
    ///
    /// @param event [RouteChange#event], or that it is there
    public static void route(OutputStream out, String event, RouteChange change, Instant time) {
        var json = begin(out, event, time);
        RouteJson.write(json, RouteFamily.EVPN, change.key(), List.of(change.latest()));
        if (change.now() != null) {
            RouteJson.best(json, "path", change.now());
        }
        if (change.before() != null) {
            RouteJson.formerBest(json, "was", change.before());
        }
        JsonLine.end(json);
    }

    /// There were more changes than are told.
    public static void coalesced(OutputStream out, long changes, Instant time) {
        var json = begin(out, COALESCED, time);
        json.writeNumberProperty("changes", changes);
        JsonLine.end(json);
    }

    /// What there is follows.
    public static void resync(OutputStream out, OptionalLong changes, Instant time) {
        var json = begin(out, RESYNC, time);
        changes.ifPresent(count -> json.writeNumberProperty("changes", count));
        JsonLine.end(json);
    }

    /// That was all there is.
    public static void resynced(OutputStream out, Instant time) {
        JsonLine.end(begin(out, RESYNCED, time));
    }

    private static JsonGenerator begin(OutputStream out, String event, Instant time) {
        var json = JsonLine.begin(out);
        json.writeStringProperty("event", event);
        json.writeStringProperty("time", time(time));
        return json;
    }
}
